package org.tohost.backend.imap;

import java.io.IOException;
import java.util.Optional;
import org.tohost.backend.imap.command.MessageCommand;
import org.tohost.backend.imap.command.MessageCommand.StoreMode;
import org.tohost.backend.store.FlagMode;
import org.tohost.backend.store.Flags;
import org.tohost.backend.store.FlagsStored;
import org.tohost.backend.store.Intent;
import org.tohost.backend.store.MailboxView;
import org.tohost.backend.store.Message;

/// STORE and UID STORE (RFC 9051 6.4.6).
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
        // what others did before is told first, so that .SILENT hides only what this command does
        mailbox.sync(out, false);
        FlagsStored stored =
                mailbox.mail()
                        .apply(
                                new Intent.StoreFlags(
                                        mailbox.id(), mailbox.uids(places), mode(command), flags));
        MailboxView view = mailbox.latest();
        boolean missing = false;
        for (int place : places) {
            Optional<Message> message = mailbox.at(place, view);
            missing |= message.isEmpty();
            if (message.isPresent()) {
                tell(command, place + 1, message.get(), stored);
            }
        }
        return missing && !command.messages().byUid()
                ? "NO [EXPUNGEISSUED] Some of the messages are gone"
                : "OK STORE completed";
    }

    private void tell(MessageCommand.Store command, int number, Message message, FlagsStored stored)
            throws IOException {
        boolean ours = message.modSeq() == stored.modSeq();
        if (!command.silent()) {
            boolean withUid = command.messages().byUid();
            out.untagged(FlagsText.fetch(number, message, mailbox.isRecent(message), withUid));
        }
        if (!command.silent() || ours) {
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
