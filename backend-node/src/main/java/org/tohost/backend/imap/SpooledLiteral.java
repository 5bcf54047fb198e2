package org.tohost.backend.imap;

import java.io.IOException;
import java.io.InputStream;
import org.tohost.backend.spool.Spooled;
import org.tohost.common.failure.Failure;
import org.tohost.common.imap.LiteralContent;

/// A literal that lies in the spool: the message of an APPEND.
record SpooledLiteral(Spooled spooled) implements LiteralContent {
    @Override
    public long size() {
        return spooled.size();
    }

    @Override
    public byte[] octets() {
        try (InputStream in = spooled.open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new Failure.Unavailable("the spool cannot be read", e);
        }
    }
}
