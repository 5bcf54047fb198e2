package org.tohost.backend.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tohost.backend.imap.command.MessageCommand;
import org.tohost.backend.imap.command.MessageCommand.StoreMode;
import org.tohost.backend.store.FlagMode;
import org.tohost.backend.store.Flags;
import org.tohost.backend.store.FlagsStored;
import org.tohost.backend.store.Intent;
import org.tohost.backend.store.MailboxView;
import org.tohost.backend.store.Message;
import org.tohost.common.imap.SequenceSet;

/// STORE and UID STORE (RFC 9051 6.4.6, RFC 7162 3.1.3).
final class StoreHandler {
    private final SelectedMailbox mailbox;
    private final ImapWriter out;

    StoreHandler(SelectedMailbox mailbox, ImapWriter out) {
        this.mailbox = mailbox;
        this.out = out;
    }

    /// {@return how the command ended}
    String store(MessageCommand.Store command) throws IOException {
        int[] places = mailbox.places(command.messages());
        Flags flags = Flags.parse(command.flags());
        FlagsStored stored =
                mailbox.mail()
                        .apply(
                                new Intent.StoreFlags(
                                        mailbox.id(),
                                        mailbox.uids(places),
                                        mode(command),
                                        flags,
                                        command.unchangedSince().orElse(Long.MAX_VALUE)));
        MailboxView view = mailbox.latest();
        boolean missing = false;
        List<Long> modified = new ArrayList<>();
        for (int place : places) {
            Optional<Message> message = mailbox.at(place, view);
            missing |= message.isEmpty();
            if (message.isPresent()) {
                long uid = message.get().uid();
                if (stored.modified().contains(uid)) {
                    modified.add(command.messages().byUid() ? uid : place + 1L);
                } else {
                    tell(command, place, message.get());
                }
            }
        }
        return status(missing && !command.messages().byUid(), modified);
    }

    private static String status(boolean missing, List<Long> modified) {
        if (!modified.isEmpty()) { // RFC 7162 3.1.3
            String code = "[MODIFIED " + SequenceSet.of(modified) + "] ";
            return (missing ? "NO " : "OK ") + code + "Others have changed these";
        }
        return missing ? "NO [EXPUNGEISSUED] Some of the messages are gone" : "OK STORE completed";
    }

    /// Tells what has become of a message. Behind .SILENT the client is taken to know what its own
    /// command makes of what it knew; where others had their hand in it, it will be told.
    private void tell(MessageCommand.Store command, int place, Message message) throws IOException {
        boolean withUid = command.messages().byUid();
        if (!command.silent()) {
            out.untagged(FlagsText.fetch(mailbox, place + 1, message, withUid));
        } else if (mailbox.enabled().has(Enabled.Feature.CONDSTORE)) {
            out.untagged(FlagsText.modSeq(mailbox, place + 1, message, withUid));
        }
        Flags known = mailbox.known(place).flags();
        Flags expected = mode(command).apply(known, Flags.parse(command.flags()));
        if (!command.silent() || expected.equals(message.flags())) {
            mailbox.reported(message);
        }
    }

    private static FlagMode mode(MessageCommand.Store command) {
        StoreMode mode = command.mode();
        return switch (mode) {
            case REPLACE -> FlagMode.REPLACE;
            case ADD -> FlagMode.ADD;
            case REMOVE -> FlagMode.REMOVE;
        };
    }
}
