package org.tohost.backend.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A part whose end has not been seen yet.
final class OpenPart {
    private final long headerStart;
    private final MediaType otherwise;
    private final ContentFields fields;
    private final List<MimePart> children = new ArrayList<>();
    private Optional<PartHeader> header = Optional.empty();
    private long bodyStart;
    private long breaksBefore;
    private Optional<byte[]> boundary = Optional.empty();

    /// A part whose header begins at `headerStart`, of the type `otherwise` if it names none.
    OpenPart(long headerStart, MediaType otherwise, int budget) {
        this.headerStart = headerStart;
        this.otherwise = otherwise;
        fields = new ContentFields(budget);
    }

    /// {@return true until the blank line}
    boolean inHeader() {
        return header.isEmpty();
    }

    /// Takes a header line. {@return how many octets are now held more}
    int headerLine(String line) {
        return fields.add(line);
    }

    /// The body begins here. {@return what the header says}
    PartHeader beginBody(long offset, long breaks) {
        PartHeader read = PartHeaderReader.read(fields, otherwise);
        header = Optional.of(read);
        bodyStart = offset;
        breaksBefore = breaks;
        return read;
    }

    /// From now on lines are compared with the boundary of this multipart.
    void watch(String text) {
        boundary = Optional.of(text.stripTrailing().getBytes(StandardCharsets.ISO_8859_1));
    }

    /// What follows is the epilogue.
    void closeDelimiter() {
        boundary = Optional.empty();
    }

    /// {@return true if these octets, found behind `--`, begin the next part}
    boolean delimits(byte[] found) {
        return boundary.filter(b -> Arrays.equals(b, found)).isPresent();
    }

    /// {@return true if these octets, found behind `--`, end the multipart}
    boolean terminates(byte[] found) {
        return boundary.filter(b ->
                        found.length == b.length + 2
                                && Arrays.equals(b, 0, b.length, found, 0, b.length)
                                && found[b.length] == '-'
                                && found[b.length + 1] == '-')
                .isPresent();
    }

    /// {@return the type of a part in this multipart that does not give one}
    MediaType childType() {
        boolean digest = header.filter(h -> h.type().subtype().equals("digest")).isPresent();
        return digest ? MediaType.MESSAGE : MediaType.TEXT_PLAIN;
    }

    /// Takes in a part that is complete.
    void add(MimePart child) {
        children.add(child);
    }

    /// {@return the part, whose body ends at `end` after so many line breaks in the message}
    MimePart close(long end, long breaks) {
        PartHeader known = header.orElseGet(() -> beginBody(Math.max(headerStart, end), breaks));
        long stop = Math.max(bodyStart, end);
        Extent extent =
                new Extent(headerStart, bodyStart, stop, Math.max(0, breaks - breaksBefore));
        if (children.isEmpty()) {
            return new MimePart.Leaf(extent, known);
        }
        return known.type().isMultipart()
                ? new MimePart.Multipart(extent, known, children)
                : new MimePart.Embedded(extent, known, children.getFirst());
    }
}
