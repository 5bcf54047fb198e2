package org.tohost.deploy.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/// Measures how long it takes from the change of `tohost` in the directory until the user's session
/// has been ended, and until the next login has landed on the new host. Not part of the build:
/// `MoveTimes TRIALS [PUSH]`, the latter a value of `g_ldap_push`.
public final class MoveTimes {
    private MoveTimes() {}

    /// Runs the trials and prints the medians, 99th percentiles and maxima.
    public static void main(String[] arguments) throws Exception {
        int trials = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
        String push = arguments.length > 1 ? arguments[1] : "auto";
        Path folder = Files.createTempDirectory("tohost-moves");
        double[] ended = new double[trials];
        double[] landed = new double[trials];
        try (SmallCluster cluster = new SmallCluster(folder, 10, push)) {
            for (int i = -20; i < trials; i++) { // the first ones warm up
                int user = Math.floorMod(i, 10);
                int round = Math.floorDiv(i + 20, 10);
                String to = round % 2 == 0 ? "be2" : "be1";
                String mark = "mark" + round;
                try (Talk before = cluster.logIn(user)) {
                    before.ok("CREATE " + mark);
                    long begun = System.nanoTime();
                    cluster.move(user, to);
                    String bye = before.line();
                    double end = millisSince(begun);
                    try (Talk after = cluster.logIn(user)) {
                        double landing = millisSince(begun);
                        if (!bye.startsWith("* BYE") || after.sees(mark)) {
                            throw new IllegalStateException("trial " + i + ": " + bye);
                        }
                        if (i >= 0) {
                            ended[i] = end;
                            landed[i] = landing;
                        }
                    }
                }
            }
        }
        tell("modify to BYE", ended);
        tell("modify to the next login on the new host", landed);
        System.exit(0);
    }

    private static double millisSince(long begun) {
        return (System.nanoTime() - begun) / 1e6;
    }

    private static void tell(String what, double[] millis) {
        Arrays.sort(millis);
        System.out.println(
                String.format(
                        Locale.ROOT,
                        "%-42s p50 %7.1f ms  p99 %7.1f ms  max %7.1f ms  (%d trials)",
                        what,
                        at(millis, 0.50),
                        at(millis, 0.99),
                        at(millis, 1),
                        millis.length));
    }

    private static double at(double[] sorted, double part) {
        return sorted[(int) Math.ceil(part * sorted.length) - 1];
    }
}
