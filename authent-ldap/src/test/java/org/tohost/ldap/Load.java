package org.tohost.ldap;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// So many callers that call one after the other, without a pause.
record Load(int callers, Duration time) {
    /// What came of it: calls a second, the time that 99 of 100 stayed below, and the processor
    /// time of this process for one call.
    record Cost(double perSecond, double p99Millis, double cpuMicros) {}

    /// {@return the cost of a call; each gets a number of its own}
    Cost of(IntConsumer call) throws InterruptedException, ExecutionException {
        long cpu = cpu();
        long start = System.nanoTime();
        long end = start + time.toNanos();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures =
                    IntStream.range(0, callers)
                            .mapToObj(caller -> threads.submit(() -> calls(call, caller, end)))
                            .toList();
            LongStream all = LongStream.empty();
            for (Future<long[]> future : futures) {
                all = LongStream.concat(all, Arrays.stream(future.get()));
            }
            long[] took = all.sorted().toArray();
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Cost(
                    took.length / seconds,
                    took[(int) (took.length * 0.99)] / 1e6,
                    (cpu() - cpu) / 1e3 / took.length);
        }
    }

    private long[] calls(IntConsumer call, int caller, long end) {
        long[] took = new long[1024];
        int count = 0;
        long now = System.nanoTime();
        while (now < end) {
            call.accept(caller + count * callers);
            long then = System.nanoTime();
            if (count == took.length) {
                took = Arrays.copyOf(took, 2 * count);
            }
            took[count++] = then - now;
            now = then;
        }
        return Arrays.copyOf(took, count);
    }

    private static long cpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
