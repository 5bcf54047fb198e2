package org.tohost.backend.imap;

import java.io.Reader;
import org.tohost.backend.mime.DecodedText;
import org.tohost.backend.mime.Extent;
import org.tohost.backend.mime.HeaderBlock;
import org.tohost.backend.mime.HeaderField;
import org.tohost.backend.mime.MimePart;
import org.tohost.backend.store.Message;

/// A message that is looked at by a search; its octets are read only when a key asks for them.
record SearchCandidate(SelectedMailbox mailbox, int place, Message message) {
    /// {@return the header}
    HeaderBlock header() {
        return mailbox.reader(message).header();
    }

    /// {@return true if the text is in the header, decoded}
    boolean headerHolds(Needle text) {
        return holds(header(), text);
    }

    /// {@return true if the text is in a text part, decoded, or in the header of a part}
    boolean bodyHolds(Needle text) {
        return bodyHolds(mailbox.reader(message).structure(), text);
    }

    private boolean bodyHolds(MimePart part, Needle text) {
        return switch (part) {
            case MimePart.Leaf leaf -> leaf.type().isText() && textHolds(leaf, text);
            case MimePart.Multipart multipart ->
                    multipart.parts().stream().anyMatch(inner -> partHolds(inner, text));
            case MimePart.Embedded embedded -> partHolds(embedded.message(), text);
        };
    }

    private boolean partHolds(MimePart part, Needle text) {
        HeaderBlock header = mailbox.reader(message).header(part.extent(), HeaderBlock.MAX);
        return holds(header, text) || bodyHolds(part, text);
    }

    private boolean textHolds(MimePart.Leaf leaf, Needle text) {
        Extent extent = leaf.extent();
        return mailbox.reader(message)
                .read(
                        extent.bodyStart(),
                        extent.bodySize(),
                        in -> {
                            try (Reader decoded = DecodedText.of(leaf, in)) {
                                return text.in(decoded);
                            }
                        });
    }

    private static boolean holds(HeaderBlock header, Needle text) {
        return header.fields().stream().map(SearchCandidate::line).anyMatch(text::in);
    }

    private static String line(HeaderField field) {
        return field.name() + ": " + field.text();
    }
}
