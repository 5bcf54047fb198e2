package org.tohost.backend.pop3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.tohost.backend.mime.Extent;
import org.tohost.backend.mime.HeaderBlock;
import org.tohost.backend.mime.MimePart;
import org.tohost.backend.mime.MimeScanner;
import org.tohost.backend.mime.SurrogateHeader;
import org.tohost.backend.store.Body;

/// What a client gets that has not said UTF8 (RFC 6856 2.1): the message as it is if its headers
/// are ASCII, as nearly all are, else with [SurrogateHeader]s in the place of those that are not.
/// Bodies stay what they are: 8bit was always allowed. Memory: one header at a time.
final class Surrogate {
    private final Body body;

    private Surrogate(Body body) {
        this.body = body;
    }

    /// {@return the octets to send}
    ///
    /// @throws org.tohost.common.failure.Failure.Unavailable if the message cannot be read
    static InputStream of(Body body) throws IOException {
        return new Surrogate(body).open();
    }

    private InputStream open() throws IOException {
        try (InputStream in = body.open()) {
            if (isAscii(in)) { // far cheaper than looking for headers
                return body.open();
            }
        }
        List<Extent> replaced = new ArrayList<>();
        try (InputStream in = body.open()) {
            for (Extent part : headers(MimeScanner.scan(in)).toList()) {
                if (!isAscii(part)) {
                    replaced.add(part);
                }
            }
        }
        return replaced.isEmpty() ? body.open() : joined(replaced);
    }

    /// The headers of all parts, in their order.
    private static Stream<Extent> headers(MimePart part) {
        Stream<Extent> own = Stream.of(part.extent());
        return switch (part) {
            case MimePart.Leaf _ -> own;
            case MimePart.Multipart multipart ->
                    Stream.concat(own, multipart.parts().stream().flatMap(Surrogate::headers));
            case MimePart.Embedded embedded -> Stream.concat(own, headers(embedded.message()));
        };
    }

    private boolean isAscii(Extent part) throws IOException {
        try (InputStream in = body.open(part.headerStart(), part.headerSize())) {
            return isAscii(in);
        }
    }

    private static boolean isAscii(InputStream in) throws IOException {
        byte[] chunk = new byte[64 * 1024];
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
            int bits = 0;
            for (int i = 0; i < n; i++) {
                bits |= chunk[i];
            }
            if (bits < 0) {
                return false;
            }
        }
        return true;
    }

    private InputStream joined(List<Extent> replaced) {
        List<Supplier<InputStream>> pieces = new ArrayList<>();
        long from = 0;
        for (Extent part : replaced) {
            long start = from;
            long length = part.headerStart() - from;
            pieces.add(() -> body.open(start, length));
            pieces.add(() -> header(part));
            from = part.bodyStart();
        }
        long rest = from;
        pieces.add(() -> body.open(rest, body.size() - rest));
        return new SequenceInputStream(
                Collections.enumeration(
                        new AbstractList<InputStream>() { // each is opened when it is its turn
                            @Override
                            public InputStream get(int index) {
                                return pieces.get(index).get();
                            }

                            @Override
                            public int size() {
                                return pieces.size();
                            }
                        }));
    }

    private InputStream header(Extent part) {
        try (InputStream in = body.open(part.headerStart(), part.headerSize())) {
            HeaderBlock header = HeaderBlock.read(in, part.headerSize());
            return new ByteArrayInputStream(SurrogateHeader.of(header));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
