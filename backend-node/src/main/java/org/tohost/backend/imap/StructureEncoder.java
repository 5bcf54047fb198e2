package org.tohost.backend.imap;

import org.tohost.backend.mime.Envelope;
import org.tohost.backend.mime.HeaderBlock;
import org.tohost.backend.mime.MimePart;
import org.tohost.backend.mime.PartHeader;

/// Writes the structure of a message (RFC 9051 7.5.2): BODYSTRUCTURE, or BODY, which is the same
/// without the extension data.
final class StructureEncoder {
    /// How much header of embedded messages is read for one structure.
    private static final long HEADER_BUDGET = 4 << 20;

    private final MessageReader message;
    private final boolean extended;
    private final ResponseText text;
    private long budget = HEADER_BUDGET;

    private StructureEncoder(MessageReader message, boolean extended, ResponseText text) {
        this.message = message;
        this.extended = extended;
        this.text = text;
    }

    /// Adds the structure in its parentheses.
    static void encode(ResponseText text, MessageReader message, boolean extended) {
        new StructureEncoder(message, extended, text).part(message.structure());
    }

    private void part(MimePart part) {
        text.add("(");
        switch (part) {
            case MimePart.Leaf leaf -> {
                content(leaf);
                if (leaf.type().isText()) {
                    text.add(" ").add(leaf.extent().lines());
                }
                bodyExtension(leaf.header());
            }
            case MimePart.Embedded embedded -> {
                content(embedded);
                text.add(" ");
                EnvelopeEncoder.encode(text, envelope(embedded.message()));
                text.add(" ");
                part(embedded.message());
                text.add(" ").add(embedded.extent().lines());
                bodyExtension(embedded.header());
            }
            case MimePart.Multipart multipart -> {
                multipart.parts().forEach(this::part);
                text.add(" ").string(multipart.type().subtype());
                if (extended) {
                    text.add(" ").parameters(multipart.type().parameters());
                    commonExtension(multipart.header());
                }
            }
        }
        text.add(")");
    }

    private Envelope envelope(MimePart embedded) {
        HeaderBlock header = message.header(embedded.extent(), budget);
        budget -= Math.min(budget, embedded.extent().headerSize());
        return Envelope.of(header);
    }

    private void content(MimePart part) {
        text.string(part.type().type()).add(" ").string(part.type().subtype());
        text.add(" ").parameters(part.type().parameters());
        text.add(" ").nstring(part.header().id());
        text.add(" ").nstring(part.header().description());
        text.add(" ").string(part.header().encoding());
        text.add(" ").add(part.extent().bodySize());
    }

    private void bodyExtension(PartHeader header) {
        if (extended) {
            text.add(" ").nstring(header.md5());
            commonExtension(header);
        }
    }

    private void commonExtension(PartHeader header) {
        text.add(" ");
        header.disposition()
                .ifPresentOrElse(
                        d ->
                                text.add("(")
                                        .string(d.type())
                                        .add(" ")
                                        .parameters(d.parameters())
                                        .add(")"),
                        () -> text.add("NIL"));
        text.add(" ").list(header.languages(), " ", ResponseText::string);
        text.add(" ").nstring(header.location());
    }
}
