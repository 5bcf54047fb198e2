package org.tohost.backend.admin;

import java.io.IOException;
import java.io.InputStream;
import org.tohost.backend.store.MailStore;
import org.tohost.backend.store.Reclaimed;
import org.tohost.common.tell.TellStream;
import org.tohost.common.tell.Told;

/// Wins room back in the log now, and tells how much.
///
/// @param store whose mail it is
public record CompactDesk(MailStore store) implements TellStream {
    /// Where it is asked.
    public static final String PATH = "/store/compact";

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public void run(String argument, InputStream in, Answer answer) throws IOException {
        ToldLines lines = new ToldLines(answer.begin());
        lines.tell(told(store.compact()));
    }

    static Told told(Reclaimed reclaimed) {
        return Told.of(
                "files rewritten", reclaimed.segments(),
                "octets won back", reclaimed.octets(),
                "checkpoints", reclaimed.checkpoints(),
                "held by readers", reclaimed.held());
    }
}
