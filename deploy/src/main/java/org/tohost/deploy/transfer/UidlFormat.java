package org.tohost.deploy.transfer;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tohost.backend.store.ImportedMessage;
import org.tohost.common.failure.Failure;

/// How a server makes names in POP3 out of the numbers of messages, in the way of Dovecot's
/// `pop3_uidl_format`: `%u` the UID, `%v` the UIDVALIDITY, `%f` the name of the file; `%08Xu` with
/// eight hexadecimal digits. Pure.
public record UidlFormat(String pattern) {
    private static final Pattern VARIABLE = Pattern.compile("%(0?[0-9]{0,2}[xX]?)([uvf%])");

    /// Checks the pattern.
    ///
    /// @throws Failure.Syntax if a variable is unknown
    public UidlFormat {
        if (VARIABLE.matcher(pattern).replaceAll("").contains("%")) {
            throw new Failure.Syntax("a UIDL format knows %u, %v and %f, such as %08Xu%08Xv");
        }
    }

    /// {@return the name of this message; empty if that is none which POP3 allows}
    String name(long uid, long uidValidity, String file) {
        Matcher matcher = VARIABLE.matcher(pattern);
        StringBuilder name = new StringBuilder();
        while (matcher.find()) {
            String value =
                    switch (matcher.group(2).charAt(0)) {
                        case 'u' -> number(matcher.group(1), uid);
                        case 'v' -> number(matcher.group(1), uidValidity);
                        case 'f' -> file;
                        default -> "%";
                    };
            matcher.appendReplacement(name, Matcher.quoteReplacement(value));
        }
        String whole = matcher.appendTail(name).toString();
        return ImportedMessage.mayBeUidl(whole) ? whole : "";
    }

    private static String number(String form, long number) {
        boolean hexadecimal = form.endsWith("x") || form.endsWith("X");
        String java = "%" + form.replaceAll("[xX]", "") + (hexadecimal ? "x" : "d");
        String digits =
                java.equals("%0d") || java.equals("%0x") ? "" + number : java.formatted(number);
        return form.endsWith("X") ? digits.toUpperCase(Locale.ROOT) : digits;
    }
}
