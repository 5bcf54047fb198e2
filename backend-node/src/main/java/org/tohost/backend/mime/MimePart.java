package org.tohost.backend.mime;

import java.util.List;
import java.util.Optional;

/// A part of a message, or the message itself.
public sealed interface MimePart {
    /// {@return where it lies}
    Extent extent();

    /// {@return what its header says of its content}
    PartHeader header();

    /// {@return what it is, as far as the structure bears it out}
    default MediaType type() {
        return header().type();
    }

    /// A part that holds no others.
    record Leaf(Extent extent, PartHeader header) implements MimePart {
        /// {@return its type; a multipart in which no part was found is plain text, a message that
        /// cannot be looked into is octets}
        @Override
        public MediaType type() {
            if (header.type().isMultipart()) {
                return MediaType.TEXT_PLAIN;
            }
            return header.type().isMessage() ? MediaType.OCTETS : header.type();
        }
    }

    /// A multipart with at least one part.
    record Multipart(Extent extent, PartHeader header, List<MimePart> parts) implements MimePart {
        /// Copies the list.
        public Multipart {
            parts = List.copyOf(parts);
        }
    }

    /// A part that is a message of its own (`message/rfc822`).
    record Embedded(Extent extent, PartHeader header, MimePart message) implements MimePart {}

    /// Finds a part by its numbers, this being the message that they count from (RFC 9051 6.4.5.1).
    /// The body of a message that is not a multipart is its part 1.
    ///
    /// @param path part numbers from 1 on, at least one
    default Optional<MimePart> find(List<Integer> path) {
        Optional<MimePart> found = ofMessage(path.getFirst());
        for (int number : path.subList(1, path.size())) {
            found =
                    found.flatMap(part ->
                            switch (part) {
                                case Leaf _ -> Optional.empty();
                                case Multipart multipart -> nth(multipart, number);
                                case Embedded embedded -> embedded.message().ofMessage(number);
                            });
        }
        return found;
    }

    private Optional<MimePart> ofMessage(int number) {
        if (this instanceof Multipart multipart) {
            return nth(multipart, number);
        }
        return number == 1 ? Optional.of(this) : Optional.empty();
    }

    private static Optional<MimePart> nth(Multipart multipart, int number) {
        return number >= 1 && number <= multipart.parts().size()
                ? Optional.of(multipart.parts().get(number - 1))
                : Optional.empty();
    }
}
