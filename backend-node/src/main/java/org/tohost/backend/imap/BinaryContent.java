package org.tohost.backend.imap;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.tohost.backend.mime.MimePart;
import org.tohost.backend.mime.TransferEncoding;

/// The body of a part as it was before it was encoded for its transfer (RFC 3516 4.2).
sealed interface BinaryContent {
    /// There is no such part.
    record Missing() implements BinaryContent {}

    /// It has an encoding that nobody knows.
    record UnknownEncoding() implements BinaryContent {}

    /// A range of the message in this encoding.
    record Encoded(MessageReader message, SectionContent.Range range, String encoding)
            implements BinaryContent {
        /// {@return the octets}
        InputStream open() {
            return TransferEncoding.decoded(
                    encoding, message.body().open(range.offset(), range.length()));
        }

        /// {@return what there is from `offset` on, at most so many octets}
        Measure measure(long offset, long atMost) throws IOException {
            byte[] chunk = new byte[8 * 1024];
            long end = offset > Long.MAX_VALUE - atMost ? Long.MAX_VALUE : offset + atMost;
            long at = 0;
            boolean nul = false;
            try (InputStream in = open()) {
                for (int n = 0; n >= 0 && at < end; ) {
                    n = in.read(chunk, 0, (int) Math.min(chunk.length, end - at));
                    for (int i = 0; i < n; i++) {
                        nul |= chunk[i] == 0 && at + i >= offset;
                    }
                    at += Math.max(n, 0);
                }
            }
            return new Measure(Math.max(0, at - offset), nul);
        }
    }

    /// How many octets there are, and whether one of them is NUL.
    record Measure(long octets, boolean nul) {}

    /// {@return the part with these numbers; without any, the message, which has no encoding of its
    /// own}
    static BinaryContent of(MessageReader message, List<Integer> path) {
        if (path.isEmpty()) {
            SectionContent.Range all = new SectionContent.Range(0, message.body().size());
            return new Encoded(message, all, "binary");
        }
        Optional<MimePart> found = message.structure().find(path);
        if (found.isEmpty()) {
            return new Missing();
        }
        MimePart part = found.get();
        // RFC 2045 6.4: what is made of parts is not encoded itself
        String encoding = part instanceof MimePart.Leaf ? part.header().encoding() : "binary";
        SectionContent.Range body =
                new SectionContent.Range(part.extent().bodyStart(), part.extent().bodySize());
        return TransferEncoding.isKnown(encoding)
                ? new Encoded(message, body, encoding)
                : new UnknownEncoding();
    }
}
