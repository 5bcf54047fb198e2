package org.tohost.backend.imap;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.tohost.backend.imap.command.MessageCommand;
import org.tohost.backend.imap.command.MessageSet;
import org.tohost.backend.store.Copied;
import org.tohost.backend.store.Intent;
import org.tohost.backend.store.MailboxView;
import org.tohost.backend.store.Uids;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.common.imap.SequenceSet;

/// COPY, MOVE and EXPUNGE: messages come and go as a whole.
final class TransferHandler {
    private final SelectedMailbox mailbox;
    private final ImapWriter out;

    TransferHandler(SelectedMailbox mailbox, ImapWriter out) {
        this.mailbox = mailbox;
        this.out = out;
    }

    /// COPY (RFC 9051 6.4.7). {@return how it ended}
    String copy(MessageCommand.Copy command) {
        Optional<Uids> uids = present(command.messages());
        if (uids.isEmpty()) {
            return "NO [EXPUNGEISSUED] Some of the messages are gone";
        }
        try {
            Copied copied =
                    mailbox.mail()
                            .apply(new Intent.Copy(mailbox.id(), uids.get(), command.mailbox()));
            return "OK " + code(copied) + "COPY completed";
        } catch (Failure.Refused e) {
            return orTryCreate(e);
        }
    }

    /// MOVE (RFC 9051 6.4.8); the EXPUNGEs follow with the next synchronisation. {@return how it
    /// ended}
    String move(MessageCommand.Move command) throws IOException {
        Optional<Uids> uids = present(command.messages());
        if (uids.isEmpty()) {
            return "NO [EXPUNGEISSUED] Some of the messages are gone";
        }
        try {
            Copied moved =
                    mailbox.mail()
                            .apply(new Intent.Move(mailbox.id(), uids.get(), command.mailbox()));
            if (!moved.source().isEmpty()) {
                out.untagged("OK " + code(moved) + "Moved"); // RFC 6851 4.3: before the EXPUNGEs
            }
            return "OK MOVE completed";
        } catch (Failure.Refused e) {
            return orTryCreate(e);
        }
    }

    /// EXPUNGE, UID EXPUNGE (RFC 9051 6.4.3, 6.4.9). {@return how it ended}
    String expunge(MessageCommand.Expunge command) {
        mailbox.mail()
                .apply(
                        command.messages()
                                .map(set -> mailbox.uids(mailbox.places(set)))
                                .map(uids -> Intent.Expunge.deletedAmong(mailbox.id(), uids))
                                .orElseGet(() -> Intent.Expunge.allDeleted(mailbox.id())));
        return "OK EXPUNGE completed";
    }

    /// {@return the messages of the set; nothing if one that the client named by its number is
    /// gone: a copy is made of all or of none}
    private Optional<Uids> present(MessageSet messages) {
        int[] places = mailbox.places(messages);
        MailboxView view = mailbox.latest();
        boolean all = Arrays.stream(places).allMatch(p -> mailbox.at(p, view).isPresent());
        return all || messages.byUid() ? Optional.of(mailbox.uids(places)) : Optional.empty();
    }

    private static String orTryCreate(Failure.Refused e) {
        if (e.refusal() == Refusal.NONEXISTENT) {
            return "NO [TRYCREATE] No such mailbox";
        }
        throw e;
    }

    /// {@return the response code and a space; nothing if no message was there}
    private static String code(Copied copied) {
        if (copied.source().isEmpty()) {
            return "";
        }
        return "[COPYUID "
                + copied.uidValidity()
                + " "
                + set(copied.source())
                + " "
                + set(copied.target())
                + "] ";
    }

    private static SequenceSet set(Uids uids) {
        return SequenceSet.of(uids.stream().boxed().toList());
    }
}
