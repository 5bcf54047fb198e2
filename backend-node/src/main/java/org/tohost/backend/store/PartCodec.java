package org.tohost.backend.store;

import java.util.List;
import java.util.Optional;
import org.tohost.backend.mime.Disposition;
import org.tohost.backend.mime.Extent;
import org.tohost.backend.mime.MediaType;
import org.tohost.backend.mime.MimePart;
import org.tohost.backend.mime.MimeScanner;
import org.tohost.backend.mime.Parameter;
import org.tohost.backend.mime.PartHeader;
import org.tohost.common.failure.Failure;

/// The parts of a message as octets. Pure.
final class PartCodec {
    private static final int LEAF = 0;
    private static final int MULTIPART = 1;
    private static final int EMBEDDED = 2;

    private PartCodec() {}

    static void write(MimePart part, BinaryWriter out) {
        out.number(
                switch (part) {
                    case MimePart.Leaf _ -> LEAF;
                    case MimePart.Multipart _ -> MULTIPART;
                    case MimePart.Embedded _ -> EMBEDDED;
                });
        Extent extent = part.extent();
        out.number(extent.headerStart()).number(extent.headerSize());
        out.number(extent.bodySize()).number(extent.lines());
        header(part.header(), out);
        switch (part) {
            case MimePart.Leaf _ -> {}
            case MimePart.Multipart multipart ->
                    OutlineCodec.list(multipart.parts(), out, PartCodec::write);
            case MimePart.Embedded embedded -> write(embedded.message(), out);
        }
    }

    /// Reads a message.
    ///
    /// @throws Failure.Syntax if the parts do not follow the format
    static MimePart read(BinaryReader in) {
        return read(in, 1);
    }

    private static MimePart read(BinaryReader in, int depth) {
        if (depth > MimeScanner.MAX_DEPTH) {
            throw new Failure.Syntax("parts nested too deep");
        }
        int kind = (int) in.number();
        long headerStart = in.number();
        long bodyStart = headerStart + in.number();
        Extent extent = new Extent(headerStart, bodyStart, bodyStart + in.number(), in.number());
        PartHeader header = header(in);
        return switch (kind) {
            case LEAF -> new MimePart.Leaf(extent, header);
            case MULTIPART ->
                    new MimePart.Multipart(
                            extent, header, OutlineCodec.list(in, inner -> read(inner, depth + 1)));
            case EMBEDDED -> new MimePart.Embedded(extent, header, read(in, depth + 1));
            default -> throw new Failure.Syntax("no such kind of part");
        };
    }

    private static void header(PartHeader header, BinaryWriter out) {
        out.text(header.type().type()).text(header.type().subtype());
        OutlineCodec.list(header.type().parameters(), out, PartCodec::parameter);
        out.text(header.encoding());
        OutlineCodec.optional(header.id(), out);
        OutlineCodec.optional(header.description(), out);
        out.flag(header.disposition().isPresent());
        header.disposition()
                .ifPresent(disposition -> {
                    out.text(disposition.type());
                    OutlineCodec.list(disposition.parameters(), out, PartCodec::parameter);
                });
        OutlineCodec.list(header.languages(), out, (language, to) -> to.text(language));
        OutlineCodec.optional(header.location(), out);
        OutlineCodec.optional(header.md5(), out);
    }

    private static PartHeader header(BinaryReader in) {
        return new PartHeader(
                new MediaType(in.text(), in.text(), parameters(in)),
                in.text(),
                OutlineCodec.optional(in),
                OutlineCodec.optional(in),
                in.flag()
                        ? Optional.of(new Disposition(in.text(), parameters(in)))
                        : Optional.empty(),
                OutlineCodec.list(in, BinaryReader::text),
                OutlineCodec.optional(in),
                OutlineCodec.optional(in));
    }

    private static void parameter(Parameter parameter, BinaryWriter out) {
        out.text(parameter.name()).text(parameter.value());
    }

    private static List<Parameter> parameters(BinaryReader in) {
        return OutlineCodec.list(in, p -> new Parameter(p.text(), p.text()));
    }
}
