package org.tohost.backend.admin;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.tohost.common.tell.Told;

/// An answer of any length, a line for each thing there is to tell. One thread. Whoever listens no
/// more is an [UncheckedIOException], which ends the work.
final class ToldLines {
    /// The label of how much is done, of lines that are no part of the answer.
    static final String DONE = "done";

    private static final int STEPS = 200;

    private final OutputStream out;
    private long step = -1;

    ToldLines(OutputStream out) {
        this.out = out;
    }

    /// Tells one thing.
    void tell(Told told) {
        try {
            out.write((told.line() + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Tells how far the work is, now and then, and at once.
    void progress(long done, long all) {
        long now = all == 0 ? 0 : done * STEPS / all;
        if (now != step) {
            step = now;
            tell(Told.of(DONE, done, "of", all));
            try {
                out.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
