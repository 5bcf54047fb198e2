package org.tohost.backend.log;

import java.nio.file.Path;

/// A part of a log that is not as it was written.
///
/// @param segment the number of the segment it is in, by the name of the file
/// @param offset of its first octet in the file
/// @param length how many octets it concerns, 0 if it concerns none in particular
/// @param what for operators
/// @param torn true if it may be what a crash leaves behind the last group, which the next start
///   cuts off
public record LogDamage(
        Path file, long segment, long offset, long length, String what, boolean torn) {
    LogDamage asTorn() {
        return new LogDamage(file, segment, offset, length, what, true);
    }

    /// {@return true if these octets of a segment are among it}
    public boolean hits(StoredBody body) {
        return body.segment() == segment
                && body.offset() < offset + length
                && offset < body.offset() + body.size();
    }
}
