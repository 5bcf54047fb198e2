package org.tohost.backend.admin;

import java.io.IOException;
import java.io.InputStream;
import org.tohost.backend.store.MailStore;
import org.tohost.common.domain.UserId;
import org.tohost.common.tell.TellStream;

/// Takes all mail of a user that is gone off the disk, and answers when it is.
///
/// @param store whose mail it is
public record PurgeDesk(MailStore store) implements TellStream {
    /// Where it is asked.
    public static final String PATH = "/store/purge/";

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public void run(String argument, InputStream in, Answer answer) throws IOException {
        UserId user = new UserId(argument);
        ToldLines lines = new ToldLines(answer.begin());
        lines.tell(CompactDesk.told(store.purge(user, lines::progress)));
    }
}
