package org.tohost.deploy;

import java.io.PrintWriter;
import java.util.function.BiConsumer;
import org.tohost.deploy.bench.Tally;

/// How far a load is, in one line that is written over again and again.
final class ProgressBar implements BiConsumer<Double, Tally> {
    private static final int WIDTH = 40;

    private final PrintWriter out;

    ProgressBar(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void accept(Double share, Tally tally) {
        int full = (int) (share * WIDTH);
        out.printf(
                "\r[%s%s] %3d %%  %,d done, %,d errors ",
                "#".repeat(full),
                " ".repeat(WIDTH - full),
                (int) (share * 100),
                tally.operations(),
                tally.errors());
        if (share >= 1) {
            out.print("\r\033[K");
        }
        out.flush();
    }
}
