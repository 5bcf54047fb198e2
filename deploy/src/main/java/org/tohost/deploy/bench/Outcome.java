package org.tohost.deploy.bench;

import java.time.Duration;
import java.util.Formatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What a load came to, for people and for programs.
public record Outcome(
        String operation, Target target, int connections, Duration lasted, Tally tally) {
    /// {@return true if nothing failed and something was done}
    public boolean isGood() {
        return tally.errors() == 0 && tally.operations() > 0;
    }

    /// {@return a table}
    public String text() {
        StringBuilder text = new StringBuilder();
        try (Formatter out = new Formatter(text, Locale.ROOT)) {
            out.format(
                    "%s at %s, %d connections, %.1f s%n%n",
                    operation, target, connections, seconds());
            out.format(
                    "operations  %,12d  %,.1f/s%n",
                    tally.operations(), tally.operations() / seconds());
            out.format(
                    "content     %,12d  octets, %,.2f MB/s%n",
                    tally.octets(), tally.octets() / seconds() / 1e6);
            out.format("errors      %,12d%n", tally.errors());
            tally.kinds()
                    .forEach((kind, count) -> out.format("            %,12d  %s%n", count, kind));
            out.format("%n%-10s  %10s %10s %10s %10s%n", "ms", "p50", "p90", "p99", "max");
            times().forEach((name, times) ->
                    out.format(
                            "%-10s  %10.2f %10.2f %10.2f %10.2f%n",
                            name, times.p50(), times.p90(), times.p99(), times.max()));
        }
        return text.toString();
    }

    /// {@return an object of JSON}
    public String json() {
        String kinds =
                tally.kinds().entrySet().stream()
                        .map(kind -> quoted(kind.getKey()) + ":" + kind.getValue())
                        .collect(Collectors.joining(","));
        String times =
                times().entrySet().stream()
                        .map(entry -> quoted(entry.getKey()) + ":" + json(entry.getValue()))
                        .collect(Collectors.joining(","));
        return String.format(
                Locale.ROOT,
                "{\"operation\":%s,\"target\":%s,\"connections\":%d,\"seconds\":%.3f,\"operations\":%d,"
                        + "\"per_second\":%.1f,\"octets\":%d,\"errors\":%d,\"failures\":{%s},\"latency_ms\":{%s}}%n",
                quoted(operation),
                quoted(target.toString()),
                connections,
                seconds(),
                tally.operations(),
                tally.operations() / seconds(),
                tally.octets(),
                tally.errors(),
                kinds,
                times);
    }

    private double seconds() {
        return Math.max(1, lasted.toMillis()) / 1000.0;
    }

    private Map<String, Latencies.Percentiles> times() {
        Map<String, Latencies.Percentiles> times = new LinkedHashMap<>();
        times.put("login", tally.loginTimes());
        times.put(operation.equals("login") ? "session" : operation, tally.operationTimes());
        return times;
    }

    private static String json(Latencies.Percentiles times) {
        return String.format(
                Locale.ROOT,
                "{\"count\":%d,\"p50\":%.3f,\"p90\":%.3f,\"p99\":%.3f,\"max\":%.3f}",
                times.count(),
                times.p50(),
                times.p90(),
                times.p99(),
                times.max());
    }

    // RFC 8259 7; control characters were replaced before
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
