package org.tohost.common.domain;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import org.tohost.common.failure.Failure;

/// A mail address: a local part as it was written, a domain in lower case.
///
/// The local part is kept unquoted (`a b` stands for `"a b"@...`); [#toString] quotes it where RFC
/// 5321 4.1.2 asks for it. Control characters are never part of an address. Bounds: 64 octets
/// local, 255 domain.
public record MailAddress(String localPart, String domain) {
    private static final String ATEXT_EXTRA = "!#$%&'*+-/=?^_`{|}~.";

    /// Checks the bounds and folds the domain to lower case.
    ///
    /// @throws Failure.Syntax if a part is empty, too long or holds what no address may hold
    public MailAddress {
        domain = Normalizer.normalize(domain.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
        check(localPart, 64, "local part");
        check(domain, 255, "domain");
        if (!isAddressLiteral(domain)) {
            checkLabels(domain);
        }
    }

    /// Reads `local@domain`, the local part as it is or quoted.
    ///
    /// @throws Failure.Syntax if it is not an address
    public static MailAddress parse(String text) {
        int at = text.lastIndexOf('@');
        if (at < 0) {
            throw new Failure.Syntax("an address needs an @");
        }
        return new MailAddress(unquote(text.substring(0, at)), text.substring(at + 1));
    }

    /// {@return the address as addresses are compared: two that are equal so are the same mailbox.
    /// The local part is spelled as in [UsernameCaseMapped]; one that can be no user name stays as
    /// it is written}
    public MailAddress folded() {
        try {
            return new MailAddress(UsernameCaseMapped.of(localPart), domain);
        } catch (Failure.Syntax e) {
            return this;
        }
    }

    private static void check(String part, int max, String what) {
        if (part.isEmpty() || part.getBytes(StandardCharsets.UTF_8).length > max) {
            throw new Failure.Syntax(what + " must have 1 to " + max + " octets");
        }
        if (part.chars().anyMatch(Character::isISOControl)) {
            throw new Failure.Syntax("control character in the " + what);
        }
    }

    private static boolean isAddressLiteral(String domain) {
        return domain.startsWith("[")
                && domain.endsWith("]")
                && domain.chars()
                        .skip(1)
                        .limit(domain.length() - 2L)
                        .allMatch(c -> isAsciiLetterOrDigit(c) || c == '.' || c == ':');
    }

    private static void checkLabels(String domain) {
        if (domain.startsWith(".") || domain.endsWith(".") || domain.contains("..")) {
            throw new Failure.Syntax("empty label in the domain");
        }
        if (!domain.codePoints().allMatch(MailAddress::mayStandInLabel)) {
            throw new Failure.Syntax("the domain holds a character that no domain may hold");
        }
    }

    private static boolean mayStandInLabel(int c) {
        // letters, digits, hyphen, dot; '_' is seen in practice; U-labels (RFC 6531)
        return isAsciiLetterOrDigit(c)
                || "-._".indexOf(c) >= 0
                || (c > 0x7f && !Character.isSpaceChar(c));
    }

    private static boolean isAsciiLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static String unquote(String local) {
        if (local.length() < 2 || !local.startsWith("\"") || !local.endsWith("\"")) {
            return local;
        }
        StringBuilder plain = new StringBuilder();
        for (int i = 1; i < local.length() - 1; i++) {
            if (local.charAt(i) == '\\' && i + 1 < local.length() - 1) {
                i++;
            }
            plain.append(local.charAt(i));
        }
        return plain.toString();
    }

    private boolean isDotString() {
        return !localPart.startsWith(".")
                && !localPart.endsWith(".")
                && !localPart.contains("..")
                && localPart
                        .chars()
                        .allMatch(c ->
                                isAsciiLetterOrDigit(c) || c > 0x7f || ATEXT_EXTRA.indexOf(c) >= 0);
    }

    /// {@return the address as it stands between the angle brackets of MAIL and RCPT}
    @Override
    public String toString() {
        if (isDotString()) {
            return localPart + "@" + domain;
        }
        return '"' + localPart.replace("\\", "\\\\").replace("\"", "\\\"") + "\"@" + domain;
    }
}
