package org.tohost.common.smtp;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.tohost.common.failure.Failure;

/// The parameters behind a path (RFC 5321 4.1.2, esmtp-param), keywords in upper case, in the order
/// of the line. A keyword without `=` has an empty value.
public record SmtpParameters(Map<String, String> values) {
    /// No parameters.
    public static final SmtpParameters NONE = new SmtpParameters(Map.of());

    private static final int MOST = 32;
    private static final Pattern KEYWORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]*");

    /// How the content is encoded (RFC 6152).
    public enum Body {
        SEVEN_BIT,
        EIGHT_BIT_MIME
    }

    /// Reads what stands behind a path: nothing, or parameters with a space before each.
    ///
    /// @throws Failure.Syntax if it is not that, or a keyword comes twice
    static SmtpParameters parse(String text) {
        if (text.isBlank()) {
            return NONE;
        }
        if (!text.startsWith(" ")) {
            throw new Failure.Syntax("expected a space behind the path");
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String parameter : text.strip().split(" +", -1)) {
            int equals = parameter.indexOf('=');
            String keyword = equals < 0 ? parameter : parameter.substring(0, equals);
            String value = equals < 0 ? "" : parameter.substring(equals + 1);
            boolean valid =
                    KEYWORD.matcher(keyword).matches()
                            && value.indexOf('=') < 0
                            && (equals < 0 || !value.isEmpty());
            if (!valid
                    || values.size() == MOST
                    || values.put(keyword.toUpperCase(Locale.ROOT), value) != null) {
                throw new Failure.Syntax("bad parameter");
            }
        }
        return new SmtpParameters(values);
    }

    /// {@return the first keyword that is not among these: answered with 555 5.5.4}
    public Optional<String> unknown(Set<String> known) {
        return values.keySet().stream().filter(k -> !known.contains(k)).findFirst();
    }

    /// {@return the size the client announces, in octets (RFC 1870)}
    ///
    /// @throws Failure.Syntax if it is not a number of at most 20 digits
    public OptionalLong size() {
        String size = values.get("SIZE");
        if (size == null) {
            return OptionalLong.empty();
        }
        if (!size.matches("[0-9]{1,20}")) {
            throw new Failure.Syntax("SIZE is a number of at most 20 digits");
        }
        return OptionalLong.of(size.length() > 18 ? Long.MAX_VALUE : Long.parseLong(size));
    }

    /// {@return the encoding the client announces, `SEVEN_BIT` if none}
    ///
    /// @throws Failure.Syntax if it is an unknown one
    public Body body() {
        return switch (values.getOrDefault("BODY", "7BIT").toUpperCase(Locale.ROOT)) {
            case "7BIT" -> Body.SEVEN_BIT;
            case "8BITMIME" -> Body.EIGHT_BIT_MIME;
            default -> throw new Failure.Syntax("BODY is 7BIT or 8BITMIME");
        };
    }

    /// {@return true if addresses and headers may be UTF-8 (RFC 6531)}
    public boolean smtpUtf8() {
        return values.containsKey("SMTPUTF8");
    }

    /// {@return the parameters as they stand behind a path, each with a space before it}
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        values.forEach((keyword, value) ->
                text.append(' ').append(keyword).append(value.isEmpty() ? "" : "=" + value));
        return text.toString();
    }
}
