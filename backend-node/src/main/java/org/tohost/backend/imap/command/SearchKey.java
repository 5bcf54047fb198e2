package org.tohost.backend.imap.command;

import java.time.LocalDate;
import java.util.List;

/// A condition of SEARCH (RFC 3501 6.4.4, RFC 5032, RFC 8514). The many keys of the formal syntax
/// are put down to these.
public sealed interface SearchKey {
    /// All of these hold; with none of them, every message fits.
    record And(List<SearchKey> keys) implements SearchKey {
        /// Copies the list.
        public And {
            keys = List.copyOf(keys);
        }
    }

    /// One of the two holds.
    record Or(SearchKey one, SearchKey other) implements SearchKey {}

    /// This one does not hold.
    record Not(SearchKey key) implements SearchKey {}

    /// The message is in the set.
    record Within(MessageSet messages) implements SearchKey {}

    /// The message has the flag.
    record Flagged(String flag) implements SearchKey {}

    /// The message is \Recent in this session.
    record Recent() implements SearchKey {}

    /// The day of the message lies so to this day.
    record OnDay(Clock clock, Relation relation, LocalDate day) implements SearchKey {}

    /// INTERNALDATE is at least, or if not `older` at most, so many seconds ago (RFC 5032 3).
    record Age(boolean older, long seconds) implements SearchKey {}

    /// The message has this EMAILID (RFC 8474 6).
    record EmailId(String id) implements SearchKey {}

    /// The message has this THREADID (RFC 8474 6).
    record ThreadId(String id) implements SearchKey {}

    /// The message has more octets than this.
    record Larger(long octets) implements SearchKey {}

    /// The message has fewer octets than this.
    record Smaller(long octets) implements SearchKey {}

    /// The MODSEQ is this one or a higher one (RFC 7162 3.1.5).
    record ModSeq(long atLeast) implements SearchKey {}

    /// A field of this name holds the text; with an empty text, there is such a field.
    record Header(String field, String text) implements SearchKey {}

    /// The body holds the text.
    record Body(String text) implements SearchKey {}

    /// Header or body hold the text.
    record Text(String text) implements SearchKey {}

    /// Which day of a message is meant.
    enum Clock {
        INTERNAL,
        /// That of the Date field.
        SENT,
        /// When it came into the mailbox (RFC 8514 4).
        SAVED
    }

    /// How a day lies to the one given.
    enum Relation {
        BEFORE,
        ON,
        SINCE
    }
}
