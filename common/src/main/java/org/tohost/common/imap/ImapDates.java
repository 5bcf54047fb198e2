package org.tohost.common.imap;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tohost.common.failure.Failure;

/// The dates of IMAP (RFC 9051 9): `1-Feb-1994` and ` 1-Feb-1994 21:52:25 -0800`.
public final class ImapDates {
    private static final List<String> MONTHS =
            List.of(
                    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV",
                    "DEC");
    private static final Pattern DATE = Pattern.compile("(\\d{1,2})-([A-Za-z]{3})-(\\d{4})");
    private static final Pattern DATE_TIME =
            Pattern.compile(
                    "([ \\d]\\d-[A-Za-z]{3}-\\d{4}) (\\d\\d):(\\d\\d):(\\d\\d) ([+-])(\\d\\d)(\\d\\d)");

    private ImapDates() {}

    /// {@return the date in this text; the month in any case}
    ///
    /// @throws Failure.Syntax if there is none
    public static LocalDate date(String text) {
        Matcher matcher = DATE.matcher(text);
        if (!matcher.matches()) {
            throw new Failure.Syntax("bad date");
        }
        int month = MONTHS.indexOf(matcher.group(2).toUpperCase(Locale.ROOT)) + 1;
        try {
            return LocalDate.of(integer(matcher, 3), month, integer(matcher, 1));
        } catch (DateTimeException e) {
            throw new Failure.Syntax("bad date");
        }
    }

    /// {@return the date and time in this text; the day has two characters}
    ///
    /// @throws Failure.Syntax if there is none
    public static OffsetDateTime dateTime(String text) {
        Matcher matcher = DATE_TIME.matcher(text);
        if (!matcher.matches()) {
            throw new Failure.Syntax("bad date and time");
        }
        int sign = matcher.group(5).equals("-") ? -1 : 1;
        try {
            return date(matcher.group(1).strip())
                    .atTime(integer(matcher, 2), integer(matcher, 3), integer(matcher, 4))
                    .atOffset(
                            ZoneOffset.ofHoursMinutes(
                                    sign * integer(matcher, 6), sign * integer(matcher, 7)));
        } catch (DateTimeException e) {
            throw new Failure.Syntax("bad date and time");
        }
    }

    /// {@return date and time as INTERNALDATE shows them, without the quotes; years 0 to 9999}
    public static String format(OffsetDateTime time) {
        String month = time.getMonth().name();
        int zone = time.getOffset().getTotalSeconds() / 60;
        return String.format(
                Locale.ROOT,
                "%2d-%s%s-%04d %02d:%02d:%02d %s%02d%02d",
                time.getDayOfMonth(),
                month.charAt(0),
                month.substring(1, 3).toLowerCase(Locale.ROOT),
                time.getYear(),
                time.getHour(),
                time.getMinute(),
                time.getSecond(),
                zone < 0 ? "-" : "+",
                Math.abs(zone) / 60,
                Math.abs(zone) % 60);
    }

    private static int integer(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
