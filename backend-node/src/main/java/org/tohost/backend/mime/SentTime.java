package org.tohost.backend.mime;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When a message was sent, as its Date field tells (RFC 5256 2.2): a time that makes no sense is
/// midnight, a zone that makes none is UTC.
public final class SentTime {
    private static final Pattern TIME =
            Pattern.compile(
                    "\\b(\\d{1,2}):(\\d{2})(?::(\\d{2}))?\\s*([+-]\\d{4}\\b|[A-Za-z]{1,3}\\b)?");

    private SentTime() {}

    /// {@return the time that the value of a Date field tells; nothing if it names no day}
    public static Optional<Instant> of(String value) {
        return SentDate.of(value)
                .map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant().plus(time(value)));
    }

    /// {@return how long after the beginning of the day, in UTC}
    private static Duration time(String value) {
        Matcher matcher = TIME.matcher(value);
        if (!matcher.find()) {
            return Duration.ZERO;
        }
        int hour = Integer.parseInt(matcher.group(1));
        int minute = Integer.parseInt(matcher.group(2));
        int second = Optional.ofNullable(matcher.group(3)).map(Integer::parseInt).orElse(0);
        boolean valid = hour < 24 && minute < 60 && second <= 60;
        Duration time =
                valid
                        ? Duration.ofHours(hour).plusMinutes(minute).plusSeconds(second)
                        : Duration.ZERO;
        return time.minus(
                Optional.ofNullable(matcher.group(4)).map(SentTime::zone).orElse(Duration.ZERO));
    }

    private static Duration zone(String zone) {
        if (zone.length() == 5) {
            int digits = Integer.parseInt(zone.substring(1));
            Duration offset = Duration.ofHours(digits / 100).plusMinutes(digits % 100);
            return zone.startsWith("-") ? offset.negated() : offset;
        }
        return switch (zone.toUpperCase(Locale.ROOT)) { // RFC 5322 4.3
            case "EDT" -> Duration.ofHours(-4);
            case "EST", "CDT" -> Duration.ofHours(-5);
            case "CST", "MDT" -> Duration.ofHours(-6);
            case "MST", "PDT" -> Duration.ofHours(-7);
            case "PST" -> Duration.ofHours(-8);
            default -> Duration.ZERO;
        };
    }
}
