package org.tohost.backend.imap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.tohost.backend.imap.command.FetchItem.Binary;
import org.tohost.backend.imap.command.FetchItem.BinarySize;
import org.tohost.backend.imap.command.FetchItem.Partial;

/// Writes the items of BINARY (RFC 3516 4.2).
final class BinaryEncoder {
    private static final int HELD = 32 * 1024;

    private final ResponseText text;
    private final ImapWriter out;

    BinaryEncoder(ResponseText text, ImapWriter out) {
        this.text = text;
        this.out = out;
    }

    /// Adds the size; a part that is not there has none.
    void size(BinarySize item, BinaryContent content) throws IOException {
        text.add(item.label()).add(" ");
        text.add(
                content instanceof BinaryContent.Encoded encoded
                        ? encoded.measure(0, Long.MAX_VALUE).octets()
                        : 0);
    }

    /// Adds the octets: as a literal8 if NUL is among them.
    void octets(Binary item, BinaryContent content) throws IOException {
        text.add(item.label());
        item.partial().ifPresent(partial -> text.add("<").add(partial.offset()).add(">"));
        text.add(" ");
        if (!(content instanceof BinaryContent.Encoded encoded)) {
            text.add("NIL");
            return;
        }
        Partial partial = item.partial().orElse(new Partial(0, Long.MAX_VALUE));
        BinaryContent.Measure measure = encoded.measure(partial.offset(), partial.length());
        text.add(measure.nul() ? "~{" : "{").add(measure.octets()).add("}\r\n");
        try (InputStream in = encoded.open()) {
            in.skipNBytes(measure.octets() == 0 ? 0 : partial.offset());
            if (measure.octets() <= HELD) {
                byte[] octets = in.readNBytes((int) measure.octets());
                text.add(new String(octets, StandardCharsets.ISO_8859_1));
            } else {
                out.piece(text.take());
                out.piece(in, measure.octets());
            }
        }
    }
}
