package org.tohost.backend.imap.command;

import java.util.List;
import java.util.Optional;

/// One thing that FETCH asks of a message (RFC 9051 6.4.5).
public sealed interface FetchItem {
    /// What needs no further words.
    enum Attribute implements FetchItem {
        UID("UID", false),
        FLAGS("FLAGS", false),
        INTERNALDATE("INTERNALDATE", false),
        SIZE("RFC822.SIZE", false),
        /// RFC 7162 3.1.4.2.
        MODSEQ("MODSEQ", false),
        ENVELOPE("ENVELOPE", true),
        /// The structure without extension data.
        BODY("BODY", true),
        BODYSTRUCTURE("BODYSTRUCTURE", true),
        /// RFC 8474 5.1.
        EMAILID("EMAILID", false),
        /// RFC 8474 5.2.
        THREADID("THREADID", false),
        /// RFC 8514 4.2.
        SAVEDATE("SAVEDATE", false),
        /// RFC 8970 3.
        PREVIEW("PREVIEW", true),
        /// RFC 8970 4.1: only if it is at hand.
        PREVIEW_LAZY("PREVIEW", true);

        private final String label;
        private final boolean outlined;

        Attribute(String label, boolean outlined) {
            this.label = label;
            this.outlined = outlined;
        }

        /// {@return true if the outline of a message tells it}
        public boolean isOutlined() {
            return outlined;
        }

        /// {@return the name in commands and responses}
        public String label() {
            return label;
        }
    }

    /// Octets of the message.
    ///
    /// @param label the name in the response, without the partial's origin
    /// @param peek true if the message does not become \Seen by it
    record Content(String label, Section section, boolean peek, Optional<Partial> partial)
            implements FetchItem {}

    /// The body of a part without its transfer encoding (RFC 3516 4.2).
    ///
    /// @param label the name in the response, without the partial's origin
    /// @param path part numbers, none for the whole message
    /// @param peek true if the message does not become \Seen by it
    record Binary(String label, List<Integer> path, boolean peek, Optional<Partial> partial)
            implements FetchItem {
        /// Copies the list.
        public Binary {
            path = List.copyOf(path);
        }
    }

    /// How many octets that body has (RFC 3516 4.2).
    record BinarySize(String label, List<Integer> path) implements FetchItem {
        /// Copies the list.
        public BinarySize {
            path = List.copyOf(path);
        }
    }

    /// The piece of a section that is wanted: from `offset` on, at most `length` octets.
    record Partial(long offset, long length) {}
}
