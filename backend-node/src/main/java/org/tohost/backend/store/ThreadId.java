package org.tohost.backend.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.tohost.backend.spool.Sha256;

/// What the messages of one conversation have in common (RFC 8474 5.2): made from the Message-ID
/// that the conversation begins with, so that it does not matter in what order they arrive.
///
/// @param value any number
public record ThreadId(long value) {
    /// {@return that of the conversation with this beginning: a Message-ID, or what else names a
    /// message that has none}
    static ThreadId of(String beginning) {
        byte[] digest = Sha256.digest().digest(beginning.getBytes(StandardCharsets.UTF_8));
        return new ThreadId(ByteBuffer.wrap(digest).getLong());
    }

    /// {@return it as IMAP and JMAP write it}
    public String text() {
        byte[] octets = ByteBuffer.allocate(Long.BYTES).putLong(value).array();
        return "T" + Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }
}
