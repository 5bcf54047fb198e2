package org.tohost.backend.mime;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The day that the Date field of a message names, whatever its time and zone (RFC 9051 6.4.4:
/// SENTON and the like).
public final class SentDate {
    private static final Pattern DAY =
            Pattern.compile("\\b(\\d{1,2})[ -]+([A-Za-z]{3})[a-z]*[ -]+(\\d{2,4})\\b");
    private static final List<String> MONTHS =
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");

    private SentDate() {}

    /// {@return the day in this header, if there is one}
    public static Optional<LocalDate> of(HeaderBlock header) {
        return header.first("Date").map(HeaderField::value).flatMap(SentDate::of);
    }

    /// {@return the day in the value of a Date field, if there is one}
    static Optional<LocalDate> of(String value) {
        Matcher matcher = DAY.matcher(value);
        while (matcher.find()) {
            int month = MONTHS.indexOf(matcher.group(2).toLowerCase(Locale.ROOT)) + 1;
            if (month > 0) {
                return day(Integer.parseInt(matcher.group(1)), month, matcher.group(3));
            }
        }
        return Optional.empty();
    }

    private static Optional<LocalDate> day(int day, int month, String digits) {
        int written = Integer.parseInt(digits);
        int year = switch (digits.length()) { // RFC 5322 4.3
                    case 2 -> written < 50 ? 2000 + written : 1900 + written;
                    case 3 -> 1900 + written;
                    default -> written;
                };
        try {
            return Optional.of(LocalDate.of(year, month, day));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
