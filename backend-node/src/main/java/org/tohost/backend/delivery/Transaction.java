package org.tohost.backend.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tohost.common.smtp.SmtpParameters;
import org.tohost.common.smtp.SmtpPath;
import org.tohost.common.smtp.SmtpReply;

/// The mail transaction of a session between MAIL and DATA (RFC 5321 3.3), as SMTP and LMTP share
/// it. One thread.
public final class Transaction {
    private static final Set<String> MAIL_PARAMETERS = Set.of("SIZE", "BODY", "SMTPUTF8", "AUTH");

    private final SmtpPath sender;
    private final boolean utf8;
    private final long size;
    private final List<Recipient> recipients = new ArrayList<>();

    /// The transaction that a MAIL without [#objection] begins.
    public Transaction(SmtpPath.Parsed mail) {
        sender = mail.path();
        utf8 = mail.parameters().smtpUtf8();
        size = mail.parameters().size().orElse(0);
    }

    /// {@return the reply to a MAIL that cannot begin a transaction}
    public static Optional<SmtpReply> objection(SmtpPath.Parsed mail, long maxSize) {
        SmtpParameters parameters = mail.parameters();
        Optional<SmtpReply> unknown = unknown(parameters, MAIL_PARAMETERS);
        if (unknown.isPresent()) {
            return unknown;
        }
        parameters.body(); // throws if it is none that we know
        if (parameters.size().orElse(0) > maxSize) {
            return Optional.of(SmtpReply.of(552, "5.3.4", "Message too large"));
        }
        return parameters.smtpUtf8() ? Optional.empty() : notAscii(mail.path());
    }

    /// {@return the reply to a RCPT that cannot be looked up: it has a parameter that is not among
    /// these, or an address that needs SMTPUTF8 (RFC 6531 3.5)}
    public Optional<SmtpReply> objection(SmtpPath.Parsed rcpt, Set<String> known) {
        Optional<SmtpReply> unknown = unknown(rcpt.parameters(), known);
        return unknown.isPresent() || utf8 ? unknown : notAscii(rcpt.path());
    }

    /// Takes a recipient. One that goes to the same mailbox as another is not taken twice.
    public void add(Recipient recipient) {
        boolean known =
                recipients.stream()
                        .map(r -> r.destination().mailbox())
                        .anyMatch(recipient.destination().mailbox()::equals);
        if (!known) {
            recipients.add(recipient);
        }
    }

    /// {@return the recipients so far}
    public List<Recipient> recipients() {
        return recipients;
    }

    /// {@return the sender as it stands between the angle brackets, empty for the null reverse
    /// path}
    public String sender() {
        return switch (sender) {
            case SmtpPath.Mailbox mailbox -> mailbox.address().toString();
            case SmtpPath.Null _, SmtpPath.Postmaster _ -> "";
        };
    }

    /// {@return the size that the message will have by what the sender says, 0 if nothing was said}
    public long size() {
        return size;
    }

    /// {@return true if the sender asked for internationalised mail}
    public boolean utf8() {
        return utf8;
    }

    private static Optional<SmtpReply> unknown(SmtpParameters parameters, Set<String> known) {
        return parameters
                .unknown(known)
                .map(_ -> SmtpReply.of(555, "5.5.4", "Parameter not supported"));
    }

    private static Optional<SmtpReply> notAscii(SmtpPath path) {
        return path.toString().chars().allMatch(c -> c < 0x80)
                ? Optional.empty()
                : Optional.of(SmtpReply.of(553, "5.6.7", "Address needs SMTPUTF8"));
    }
}
