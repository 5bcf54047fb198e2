package org.tohost.backend.imap.command;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Commands about the messages of the selected mailbox.
public sealed interface MessageCommand extends ImapCommand {
    /// CHECK (RFC 3501 6.4.1).
    record Check() implements MessageCommand {}

    /// CLOSE (RFC 9051 6.4.1).
    record Close() implements MessageCommand {}

    /// UNSELECT (RFC 9051 6.4.2).
    record Unselect() implements MessageCommand {}

    /// EXPUNGE, or UID EXPUNGE with these UIDs (RFC 9051 6.4.3, 6.4.9).
    record Expunge(Optional<MessageSet> messages) implements MessageCommand {}

    /// SEARCH (RFC 9051 6.4.4).
    ///
    /// @param results what it is to answer, if it says so (RFC 4731)
    record Search(boolean byUid, Optional<Set<SearchReturn>> results, SearchProgram program)
            implements MessageCommand {
        /// Copies the set.
        public Search {
            results = results.map(Set::copyOf);
        }
    }

    /// SORT (RFC 5256 3).
    ///
    /// @param results what it is to answer, if it says so (RFC 5267 3.1)
    record Sort(
            boolean byUid,
            Optional<Set<SearchReturn>> results,
            List<SortKey> order,
            SearchProgram program)
            implements MessageCommand {
        /// Copies what can be changed.
        public Sort {
            results = results.map(Set::copyOf);
            order = List.copyOf(order);
        }
    }

    /// THREAD (RFC 5256 3).
    record Threads(boolean byUid, Algorithm algorithm, SearchProgram program)
            implements MessageCommand {}

    /// FETCH (RFC 9051 6.4.5). `UID` is among the items of UID FETCH, MODSEQ among those of one
    /// with CHANGEDSINCE.
    record Fetch(MessageSet messages, List<FetchItem> items, Optional<ChangedSince> changedSince)
            implements MessageCommand {
        /// Without modifiers.
        public Fetch(MessageSet messages, List<FetchItem> items) {
            this(messages, items, Optional.empty());
        }

        /// Copies the list.
        public Fetch {
            items = List.copyOf(items);
        }
    }

    /// STORE (RFC 9051 6.4.6).
    ///
    /// @param unchangedSince messages that changed later are left alone (RFC 7162 3.1.3)
    record Store(
            MessageSet messages,
            StoreMode mode,
            boolean silent,
            List<String> flags,
            Optional<Long> unchangedSince)
            implements MessageCommand {
        /// Whenever they changed.
        public Store(MessageSet messages, StoreMode mode, boolean silent, List<String> flags) {
            this(messages, mode, silent, flags, Optional.empty());
        }

        /// Copies the list.
        public Store {
            flags = List.copyOf(flags);
        }
    }

    /// COPY (RFC 9051 6.4.7).
    record Copy(MessageSet messages, String mailbox) implements MessageCommand {}

    /// MOVE (RFC 9051 6.4.8).
    record Move(MessageSet messages, String mailbox) implements MessageCommand {}

    /// How threads are found.
    enum Algorithm {
        ORDEREDSUBJECT,
        REFERENCES
    }

    /// What STORE does with the flags it names.
    enum StoreMode {
        REPLACE,
        ADD,
        REMOVE
    }
}
