package org.tohost.backend.mime;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/// What is told of a message again and again without its octets: ENVELOPE, BODYSTRUCTURE (RFC 9051
/// 7.5.2) and PREVIEW (RFC 8970). Immutable.
///
/// @param envelopes of the message, then of those that are parts of it, in their order
/// @param preview its first words, at most 200 characters; empty if it has none
public record Outline(List<Envelope> envelopes, MimePart structure, String preview) {
    /// How much header of embedded messages is read for one outline.
    private static final long HEADER_BUDGET = 4 << 20;

    /// Copies the list.
    public Outline {
        envelopes = List.copyOf(envelopes);
    }

    /// {@return the outline of the message with so many octets}
    public static Outline of(MessageSource source, long size) throws IOException {
        MimePart structure = structure(source, size);
        return of(header(source, structure, HeaderBlock.MAX), structure, source);
    }

    /// {@return the outline of a message whose header and structure are known}
    public static Outline of(HeaderBlock header, MimePart structure, MessageSource source)
            throws IOException {
        List<Envelope> envelopes = new ArrayList<>(List.of(Envelope.of(header)));
        addEmbedded(structure, source, HEADER_BUDGET, envelopes);
        return new Outline(envelopes, structure, Preview.of(structure, source));
    }

    /// {@return the structure of the message with so many octets}
    public static MimePart structure(MessageSource source, long size) throws IOException {
        try (InputStream in = source.open(0, size)) {
            return MimeScanner.scan(in, size);
        }
    }

    /// {@return the header of a part, of which at most so many octets are looked at}
    public static HeaderBlock header(MessageSource source, MimePart part, long atMost)
            throws IOException {
        long length = Math.min(atMost, part.extent().headerSize());
        try (InputStream in = source.open(part.extent().headerStart(), length)) {
            return HeaderBlock.read(in, length);
        }
    }

    /// {@return the envelope of the message}
    public Envelope envelope() {
        return envelopes.getFirst();
    }

    /// Adds the envelopes of the messages within a part. {@return what is left of the budget}
    private static long addEmbedded(
            MimePart part, MessageSource source, long budget, List<Envelope> envelopes)
            throws IOException {
        long left = budget;
        switch (part) {
            case MimePart.Leaf _ -> {}
            case MimePart.Embedded embedded -> {
                envelopes.add(Envelope.of(header(source, embedded.message(), left)));
                left -= Math.min(left, embedded.message().extent().headerSize());
                left = addEmbedded(embedded.message(), source, left, envelopes);
            }
            case MimePart.Multipart multipart -> {
                for (MimePart inner : multipart.parts()) {
                    left = addEmbedded(inner, source, left, envelopes);
                }
            }
        }
        return left;
    }
}
