package org.tohost.backend.admin;

import java.io.IOException;
import java.io.InputStream;
import org.tohost.backend.log.LogHold;
import org.tohost.backend.store.MailStore;
import org.tohost.common.tell.TellStream;

/// Verifies the store while the node serves: all that was written before it begins.
///
/// @param store whose mail it is
public record VerifyDesk(MailStore store) implements TellStream {
    /// Where it is asked.
    public static final String PATH = "/store/verify";

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public void run(String argument, InputStream in, Answer answer) throws IOException {
        ToldLines lines = new ToldLines(answer.begin());
        Verification verification = new Verification(lines::tell, lines::progress);
        try (LogHold _ = store.hold(1)) {
            store.verify(verification);
            verification.check(store);
        }
        var _ = verification.conclude();
    }
}
