package org.tohost.backend.store;

import java.io.IOException;
import java.util.Optional;
import org.tohost.backend.mime.HeaderBlock;
import org.tohost.backend.mime.MimePart;
import org.tohost.backend.mime.Outline;
import org.tohost.backend.mime.ThreadRoot;
import org.tohost.backend.spool.Spooled;
import org.tohost.common.failure.Failure;

/// A body on its way in, and what was read in it before anything was planned.
///
/// @param threadRoot the Message-ID that its conversation begins with, if it names any
/// @param outline encoded
record Arriving(Spooled body, Optional<String> threadRoot, byte[] outline) {
    /// Reads a body.
    ///
    /// @throws Failure.Unavailable if the spool cannot be read
    static Arriving read(Spooled body) {
        try {
            MimePart structure = Outline.structure(body::open, body.size());
            HeaderBlock header = Outline.header(body::open, structure, HeaderBlock.MAX);
            Outline outline = Outline.of(header, structure, body::open);
            return new Arriving(body, ThreadRoot.of(header), OutlineCodec.encode(outline));
        } catch (IOException e) {
            throw new Failure.Unavailable("the spool cannot be read", e);
        }
    }

    /// {@return what a message of this body behind these header lines consists of}
    MessageContent content(long bodyId, String prefix) {
        String emailId = EmailId.of(body.sha256(), prefix);
        return new MessageContent(
                new BodyRef(bodyId, prefix),
                prefix.length() + body.size(),
                emailId,
                ThreadId.of(threadRoot.orElse(emailId)));
    }
}
