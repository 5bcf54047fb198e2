package org.tohost.deploy;

import java.io.PrintWriter;
import java.util.function.BiConsumer;
import org.tohost.deploy.bench.Tally;

/// How far something is, in one line that is written over again and again.
final class ProgressBar implements BiConsumer<Double, Tally> {
    private static final int WIDTH = 40;

    private final PrintWriter out;

    ProgressBar(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void accept(Double share, Tally tally) {
        show(share, String.format("%,d done, %,d errors", tally.operations(), tally.errors()));
    }

    /// Shows how far it is, 0 to 1, and what there is to say of it.
    void show(double share, String words) {
        int full = (int) (share * WIDTH);
        out.printf(
                "\r[%s%s] %3d %%  %s ",
                "#".repeat(full), " ".repeat(WIDTH - full), (int) (share * 100), words);
        if (share >= 1) {
            out.print("\r\033[K");
        }
        out.flush();
    }
}
