package org.tohost.deploy.bench;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// What came of the load so far. Any thread.
public final class Tally {
    private static final int MOST_KINDS = 20;
    private static final int LONGEST_KIND = 160;

    private final Latencies logins = new Latencies();
    private final Latencies operations = new Latencies();
    private final LongAdder done = new LongAdder();
    private final LongAdder octets = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Map<String, LongAdder> kinds = new ConcurrentHashMap<>();

    /// A login succeeded, from the first packet to the positive reply.
    void loggedIn(long nanos) {
        logins.add(nanos);
    }

    /// An operation succeeded, and moved so much content.
    void done(long nanos, long content) {
        operations.add(nanos);
        done.increment();
        octets.add(content);
    }

    /// An operation failed. The kinds are told apart by their words, up to a number.
    void failed(String words) {
        failed.increment();
        String kind =
                words.substring(0, Math.min(words.length(), LONGEST_KIND))
                        .replaceAll("\\p{Cntrl}", "?");
        if (!kinds.containsKey(kind) && kinds.size() >= MOST_KINDS) {
            kind = "others";
        }
        kinds.computeIfAbsent(kind, _ -> new LongAdder()).increment();
    }

    /// {@return how many operations succeeded}
    public long operations() {
        return done.sum();
    }

    /// {@return how many octets of content they moved}
    public long octets() {
        return octets.sum();
    }

    /// {@return how many operations failed}
    public long errors() {
        return failed.sum();
    }

    /// {@return how often each kind of failure was met}
    public Map<String, Long> kinds() {
        Map<String, Long> all = new TreeMap<>();
        kinds.forEach((kind, count) -> all.put(kind, count.sum()));
        return all;
    }

    /// {@return how long logins took}
    public Latencies.Percentiles loginTimes() {
        return logins.percentiles();
    }

    /// {@return how long operations took}
    public Latencies.Percentiles operationTimes() {
        return operations.percentiles();
    }
}
