package org.tohost.deploy.cluster;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Measures after what time clients hear that their login is refused: with a wrong password, and
/// with a name that nobody has, in turn, through a proxy and slapd. Not part of the build:
/// `RefusalTimes TRIES`.
public final class RefusalTimes {
    private static final int CLIENTS = 10;

    private RefusalTimes() {}

    /// Tries, and prints the medians.
    public static void main(String[] arguments) throws Exception {
        int tries = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 500;
        Path folder = Files.createTempDirectory("tohost-refusals");
        try (SmallCluster cluster = new SmallCluster(folder, CLIENTS, "auto");
                ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            double[] wrong = new double[tries];
            double[] unknown = new double[tries];
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int first = i;
                all.add(
                        clients.submit(() -> {
                            for (int at = first; at < tries; at += CLIENTS) {
                                wrong[at] = millis(cluster, SmallCluster.user(first));
                                unknown[at] = millis(cluster, "nobody" + at + "@example.test");
                            }
                            return null;
                        }));
            }
            for (Future<?> one : all) {
                one.get();
            }
            System.out.printf(
                    Locale.ROOT,
                    "wrong password %.2f ms, unknown user %.2f ms (medians of %d)%n",
                    median(wrong),
                    median(unknown),
                    tries);
        }
        System.exit(0);
    }

    private static double millis(SmallCluster cluster, String user) throws Exception {
        long begun = System.nanoTime();
        String answer = cluster.tryLogIn(octets(user), octets("wrong"));
        double millis = (System.nanoTime() - begun) / 1e6;
        if (!answer.contains("[AUTHENTICATIONFAILED]")) {
            throw new IllegalStateException(answer);
        }
        return millis;
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
