package org.tohost.common.managesieve;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.tohost.common.failure.Failure;
import org.tohost.common.wire.LiteralMark;

/// Puts the responses of a server together from its lines, over which literals may be spread. A
/// response has at most 64 KiB.
public final class SieveResponseReader {
    private static final int LARGEST = 64 * 1024;

    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private int missing;

    /// Takes a line without its CRLF, an octet a character.
    ///
    /// @return the response that it completes
    /// @throws Failure.Syntax if that is none, or too large
    public Optional<SieveResponse> add(String line) {
        byte[] octets = line.getBytes(StandardCharsets.ISO_8859_1);
        held.writeBytes(octets);
        if (octets.length < missing) {
            missing -= octets.length + 2;
            return open();
        }
        Optional<LiteralMark> literal =
                LiteralMark.of(Arrays.copyOfRange(octets, missing, octets.length));
        if (literal.isPresent()) {
            missing = (int) Math.min(literal.get().size(), LARGEST);
            return open();
        }
        missing = 0;
        SieveCursor cursor = new SieveCursor(held.toByteArray());
        held.reset();
        return Optional.of(SieveResponse.parse(cursor));
    }

    /// The response goes on in the next line.
    private Optional<SieveResponse> open() {
        held.writeBytes(new byte[] {'\r', '\n'});
        if (missing < 0 || held.size() + missing > LARGEST) {
            throw new Failure.Syntax("a literal is too large, or ends within a line end");
        }
        return Optional.empty();
    }
}
