package org.tohost.deploy.bench;

import java.util.concurrent.atomic.AtomicLongArray;

/// How long things took, in steps of 3 %: bounded memory for any number of them. Any thread.
final class Latencies {
    /// Below this many microseconds a step is one microsecond; above, a doubling has as many steps.
    private static final int STEPS = 32;

    private static final int DOUBLINGS = 40;

    private final AtomicLongArray counts = new AtomicLongArray(STEPS * (DOUBLINGS + 1));

    /// Some percentiles, in milliseconds; all 0 if there was nothing.
    ///
    /// @param count how many there were
    public record Percentiles(long count, double p50, double p90, double p99, double max) {}

    void add(long nanos) {
        counts.incrementAndGet(step(Math.max(0, nanos / 1000)));
    }

    Percentiles percentiles() {
        long count = 0;
        for (int i = 0; i < counts.length(); i++) {
            count += counts.get(i);
        }
        return new Percentiles(
                count, at(0.50, count), at(0.90, count), at(0.99, count), at(1, count));
    }

    private double at(double share, long count) {
        long wanted = (long) Math.ceil(share * count);
        long seen = 0;
        for (int i = 0; i < counts.length() && wanted > 0; i++) {
            seen += counts.get(i);
            if (seen >= wanted) {
                return longest(i) / 1000.0;
            }
        }
        return 0;
    }

    private static int step(long micros) {
        int doublings = Math.max(0, 58 - Long.numberOfLeadingZeros(micros));
        int step = doublings * STEPS + (int) (micros >>> doublings);
        return Math.min(step, STEPS * (DOUBLINGS + 1) - 1);
    }

    /// The longest time that counts in this step.
    private static long longest(int step) {
        int doublings = Math.max(0, step / STEPS - 1);
        return ((step - (long) doublings * STEPS + 1) << doublings) - 1;
    }
}
