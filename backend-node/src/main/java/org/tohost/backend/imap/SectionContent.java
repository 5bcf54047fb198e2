package org.tohost.backend.imap;

import java.util.Optional;
import org.tohost.backend.imap.command.Section;
import org.tohost.backend.mime.HeaderBlock;
import org.tohost.backend.mime.MimePart;

/// The octets that a section names (RFC 9051 6.4.5.1).
sealed interface SectionContent {
    /// A range of the message.
    record Range(long offset, long length) implements SectionContent {}

    /// Octets that were put together.
    record Octets(byte[] octets) implements SectionContent {}

    /// There is no such part.
    record Missing() implements SectionContent {}

    /// {@return what this section of the message is}
    static SectionContent of(MessageReader message, Section section) {
        if (section.path().isEmpty()) {
            return ofMessage(message, section);
        }
        Optional<MimePart> part = message.structure().find(section.path());
        return switch (section.kind()) {
            case ALL -> part.map(SectionContent::body).orElseGet(Missing::new);
            case MIME -> part.map(SectionContent::header).orElseGet(Missing::new);
            case HEADER -> embedded(part).map(SectionContent::header).orElseGet(Missing::new);
            case TEXT -> embedded(part).map(SectionContent::body).orElseGet(Missing::new);
            case HEADER_FIELDS, HEADER_FIELDS_NOT ->
                    embedded(part)
                            .map(p -> fields(message.header(p.extent(), HeaderBlock.MAX), section))
                            .orElseGet(Missing::new);
        };
    }

    private static SectionContent ofMessage(MessageReader message, Section section) {
        long size = message.body().size();
        return switch (section.kind()) {
            case ALL -> new Range(0, size);
            case HEADER, MIME -> new Range(0, message.headerSize());
            case TEXT -> new Range(message.headerSize(), size - message.headerSize());
            case HEADER_FIELDS, HEADER_FIELDS_NOT -> fields(message.header(), section);
        };
    }

    private static Optional<MimePart> embedded(Optional<MimePart> part) {
        return part.flatMap(p ->
                p instanceof MimePart.Embedded embedded
                        ? Optional.of(embedded.message())
                        : Optional.empty());
    }

    private static SectionContent header(MimePart part) {
        return new Range(part.extent().headerStart(), part.extent().headerSize());
    }

    private static SectionContent body(MimePart part) {
        return new Range(part.extent().bodyStart(), part.extent().bodySize());
    }

    private static SectionContent fields(HeaderBlock header, Section section) {
        boolean listed = section.kind() == Section.Kind.HEADER_FIELDS;
        return new Octets(header.select(section.fields(), listed));
    }
}
