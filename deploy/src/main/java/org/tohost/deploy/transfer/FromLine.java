package org.tohost.deploy.transfer;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The line in front of each message of an mbox (RFC 4155): `From sender Sat Jan 3 01:05:34 1996`.
/// Pure.
final class FromLine {
    private static final Pattern DATE =
            Pattern.compile(
                    "([A-Z][a-z]{2}) +([0-9]{1,2}) +([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?"
                            + "(?: +[A-Z]{2,5})?(?: +([+-][0-9]{4}))?"
                            + " +([0-9]{4})(?: +([+-][0-9]{4}))?");
    private static final List<String> MONTHS =
            List.of(
                    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
                    "Dec");
    private static final DateTimeFormatter OUT =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US);

    private FromLine() {}

    /// {@return the line for a message that came then, without its end}
    static String of(Instant date) {
        return "From MAILER-DAEMON " + OUT.format(date.atOffset(ZoneOffset.UTC));
    }

    /// {@return when the message came, in UTC if the line names no zone; nothing if there is no
    /// date, or none that can be}
    static Optional<Instant> date(String line) {
        Matcher matcher = DATE.matcher(line);
        if (!matcher.find()) {
            return Optional.empty();
        }
        try {
            String seconds = matcher.group(5);
            LocalDateTime time =
                    LocalDateTime.of(
                            Integer.parseInt(matcher.group(7)),
                            MONTHS.indexOf(matcher.group(1)) + 1,
                            Integer.parseInt(matcher.group(2)),
                            Integer.parseInt(matcher.group(3)),
                            Integer.parseInt(matcher.group(4)),
                            seconds == null ? 0 : Integer.parseInt(seconds));
            String zone = matcher.group(6) == null ? matcher.group(8) : matcher.group(6);
            return Optional.of(time.toInstant(zone == null ? ZoneOffset.UTC : ZoneOffset.of(zone)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
