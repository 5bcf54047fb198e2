package org.tohost.backend.imap.command;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.tohost.common.imap.ImapString;

/// What stands in the brackets of `BODY[...]` (RFC 9051 6.4.5.1).
///
/// @param path part numbers, none for the message itself
/// @param fields the names that HEADER.FIELDS and HEADER.FIELDS.NOT list, as written
public record Section(List<Integer> path, Kind kind, List<String> fields) {
    /// How many numbers a path may have: more than parts can be nested.
    public static final int MAX_PATH = 200;

    /// Which octets of the part.
    public enum Kind {
        /// The body of the part, or the whole message.
        ALL(""),
        HEADER("HEADER"),
        HEADER_FIELDS("HEADER.FIELDS"),
        HEADER_FIELDS_NOT("HEADER.FIELDS.NOT"),
        TEXT("TEXT"),
        MIME("MIME");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /// {@return the word of the formal syntax}
        public String word() {
            return word;
        }
    }

    /// Copies the lists.
    public Section {
        path = List.copyOf(path);
        fields = List.copyOf(fields);
    }

    /// A section of the message itself.
    public Section(Kind kind) {
        this(List.of(), kind, List.of());
    }

    /// {@return the section as a response repeats it; octets as characters}
    @Override
    public String toString() {
        String numbers = path.stream().map(String::valueOf).collect(Collectors.joining("."));
        String dot = path.isEmpty() || kind == Kind.ALL ? "" : ".";
        String names =
                fields.isEmpty()
                        ? ""
                        : fields.stream()
                                .map(Section::astring)
                                .collect(Collectors.joining(" ", " (", ")"));
        return numbers + dot + kind.word() + names;
    }

    private static String astring(String name) {
        boolean atom =
                name.chars().allMatch(c -> c > 0x20 && c < 0x7f && "(){%*\"\\".indexOf(c) < 0);
        if (atom && !name.isEmpty()) {
            return name;
        }
        byte[] octets = name.getBytes(StandardCharsets.UTF_8);
        return new String(ImapString.string(octets), StandardCharsets.ISO_8859_1);
    }
}
