package org.tohost.backend.imap;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.tohost.backend.imap.command.FetchItem;
import org.tohost.backend.imap.command.ImapCommand;
import org.tohost.backend.imap.command.LoginCommand;
import org.tohost.backend.imap.command.MailboxCommand;
import org.tohost.backend.imap.command.MailboxCommand.StatusItem;
import org.tohost.backend.imap.command.MessageCommand;
import org.tohost.backend.imap.command.SessionCommand;

/// What the client of a session has said that it understands: by ENABLE (RFC 5161), or by using it
/// (RFC 7162 3.1). Nothing is taken back. One session.
final class Enabled {
    private final Set<Feature> features = EnumSet.noneOf(Feature.class);

    /// What a client may enable.
    enum Feature {
        /// RFC 7162 3.1: responses tell MODSEQ.
        CONDSTORE,
        /// RFC 7162 3.2: VANISHED stands for EXPUNGE.
        QRESYNC
    }

    /// {@return true if it is enabled}
    boolean has(Feature feature) {
        return features.contains(feature);
    }

    /// Enables what has these names, in upper case, and what that brings with it. {@return the
    /// names of those that exist}
    List<String> enable(List<String> names) {
        List<String> known = new ArrayList<>();
        for (Feature feature : Feature.values()) {
            if (names.contains(feature.name())) {
                add(feature);
                known.add(feature.name());
            }
        }
        return known;
    }

    /// Enables what the client shows by this command that it understands.
    void notice(ImapCommand command) {
        boolean condstore =
                switch (command) {
                    case MailboxCommand.Select select ->
                            select.condstore() || select.resync().isPresent();
                    case MailboxCommand.Status status ->
                            status.items().contains(StatusItem.HIGHESTMODSEQ);
                    case MailboxCommand.ListMailboxes list ->
                            list.returned().status().contains(StatusItem.HIGHESTMODSEQ);
                    case MessageCommand.Fetch fetch ->
                            fetch.items().contains(FetchItem.Attribute.MODSEQ);
                    case MessageCommand.Store store -> store.unchangedSince().isPresent();
                    case MessageCommand.Search search -> search.program().asksModSeq();
                    case MessageCommand.Sort sort -> sort.program().asksModSeq();
                    case MessageCommand _, MailboxCommand _, SessionCommand _, LoginCommand _ ->
                            false;
                };
        if (condstore) {
            add(Feature.CONDSTORE);
        }
    }

    private void add(Feature feature) {
        features.add(feature);
        if (feature == Feature.QRESYNC) {
            features.add(Feature.CONDSTORE); // RFC 7162 3.2.3
        }
    }
}
