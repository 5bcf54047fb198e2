package org.tohost.proxy.health;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.tohost.common.domain.Service;

/// How a protocol names what a server can do.
///
/// @param left words that say nothing of what a user will find behind the proxy
/// @param added what the proxy does by itself
/// @param unasked what is said while no back-end has been asked: what those of ours can do
record Dialect(Set<String> left, List<String> added, List<String> unasked) {
    /// RFC 9051 7.2.2. What depends on the state is the proxy's to say.
    private static final Dialect IMAP =
            new Dialect(
                    Set.of(
                            "AUTH",
                            "STARTTLS",
                            "LOGINDISABLED",
                            "LOGIN-REFERRALS",
                            "SASL-IR",
                            "UNAUTHENTICATE"),
                    List.of("ID", "SASL-IR"),
                    List.of(
                            "IMAP4rev1",
                            "LITERAL+",
                            "ID",
                            "ENABLE",
                            "SASL-IR",
                            "IDLE",
                            "NAMESPACE",
                            "UNSELECT",
                            "UIDPLUS",
                            "MOVE",
                            "CHILDREN"));

    /// RFC 2449 6.
    private static final Dialect POP3 =
            new Dialect(
                    Set.of("STLS", "USER", "SASL", "APOP", "IMPLEMENTATION"),
                    List.of("RESP-CODES", "AUTH-RESP-CODE"),
                    List.of("TOP", "UIDL", "RESP-CODES", "AUTH-RESP-CODE", "PIPELINING"));

    /// RFC 5321 4.1.1.1. The proxy knows none of the commands behind these keywords.
    private static final Dialect SMTP =
            new Dialect(
                    Set.of(
                            "STARTTLS",
                            "AUTH",
                            "XCLIENT",
                            "XFORWARD",
                            "ETRN",
                            "ATRN",
                            "TURN",
                            "EXPN",
                            "HELP",
                            "SEND",
                            "SOML",
                            "SAML"),
                    List.of("ENHANCEDSTATUSCODES"),
                    List.of(
                            "PIPELINING",
                            "SIZE 104857600",
                            "8BITMIME",
                            "ENHANCEDSTATUSCODES",
                            "SMTPUTF8"));

    /// RFC 5804 1.7.
    private static final Dialect SIEVE =
            new Dialect(
                    Set.of(
                            "IMPLEMENTATION",
                            "SASL",
                            "STARTTLS",
                            "OWNER",
                            "LANGUAGE",
                            "UNAUTHENTICATE"),
                    List.of(),
                    List.of(
                            "VERSION 1.0",
                            "SIEVE fileinto envelope encoded-character reject vacation subaddress"
                                    + " relational comparator-i;ascii-numeric imap4flags copy body"
                                    + " variables"));

    static Dialect of(Service service) {
        return switch (service) {
            case IMAP -> IMAP;
            case POP3 -> POP3;
            case SMTP, SUBMISSION, LMTP -> SMTP;
            case SIEVE -> SIEVE;
        };
    }

    /// The items of two servers that have the same key are the same.
    static String key(String item) {
        return item.strip().toUpperCase(Locale.ROOT);
    }

    /// Whether the item says something of what a user will find.
    boolean isLasting(String item) {
        String key = key(item);
        return !key.isEmpty() && !left.contains(key.split("[ =]", 2)[0]);
    }
}
