package org.tohost.backend.imap;

import java.util.Iterator;
import org.tohost.backend.mime.Envelope;
import org.tohost.backend.mime.MimePart;
import org.tohost.backend.mime.Outline;
import org.tohost.backend.mime.PartHeader;

/// Writes the structure of a message (RFC 9051 7.5.2): BODYSTRUCTURE, or BODY, which is the same
/// without the extension data.
final class StructureEncoder {
    private final Iterator<Envelope> envelopes; // of the messages within, in their order
    private final boolean extended;
    private final ResponseText text;

    private StructureEncoder(Outline outline, boolean extended, ResponseText text) {
        this.envelopes = outline.envelopes().listIterator(1);
        this.extended = extended;
        this.text = text;
    }

    /// Adds the structure in its parentheses.
    static void encode(ResponseText text, Outline outline, boolean extended) {
        new StructureEncoder(outline, extended, text).part(outline.structure());
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
                EnvelopeEncoder.encode(text, envelopes.next());
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
