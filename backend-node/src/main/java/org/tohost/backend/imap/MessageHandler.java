package org.tohost.backend.imap;

import java.io.IOException;
import org.tohost.backend.imap.command.MessageCommand;
import org.tohost.backend.store.Intent;

/// Commands about the messages of the selected mailbox, and what its client is told on the way.
final class MessageHandler {
    private static final String READ_ONLY = "NO [READ-ONLY] The mailbox is selected read-only";

    private final SelectedMailbox mailbox;
    private final Turn turn;
    private final ImapWriter out;

    MessageHandler(SelectedMailbox mailbox, Turn turn) {
        this.mailbox = mailbox;
        this.turn = turn;
        this.out = turn.out();
    }

    /// {@return how the command ended}
    String execute(MessageCommand command) throws IOException {
        return switch (command) {
            case MessageCommand.Check _ -> "OK CHECK completed";
            case MessageCommand.Close _ -> close();
            case MessageCommand.Unselect _ -> "OK UNSELECT completed";
            case MessageCommand.Search search -> new SearchHandler(mailbox, turn).search(search);
            case MessageCommand.Sort sort -> new SearchHandler(mailbox, turn).sort(sort);
            case MessageCommand.Threads threads ->
                    new SearchHandler(mailbox, turn).threads(threads);
            case MessageCommand.Fetch fetch -> new FetchHandler(mailbox, out).fetch(fetch);
            case MessageCommand.Copy copy -> new TransferHandler(mailbox, out).copy(copy);
            case MessageCommand.Expunge _, MessageCommand.Store _, MessageCommand.Move _
                    when mailbox.readOnly() ->
                    READ_ONLY;
            case MessageCommand.Expunge expunge ->
                    new TransferHandler(mailbox, out).expunge(expunge);
            case MessageCommand.Store store -> new StoreHandler(mailbox, out).store(store);
            case MessageCommand.Move move -> new TransferHandler(mailbox, out).move(move);
        };
    }

    /// {@return true if EXPUNGE may be told while this command is answered (RFC 3501 7.4.1)}
    static boolean mayExpunge(MessageCommand command) {
        return switch (command) {
            case MessageCommand.Fetch fetch -> fetch.messages().byUid();
            case MessageCommand.Store store -> store.messages().byUid();
            case MessageCommand.Search search -> search.byUid();
            case MessageCommand.Sort sort -> sort.byUid();
            case MessageCommand.Threads threads -> threads.byUid();
            case MessageCommand.Check _,
                    MessageCommand.Close _,
                    MessageCommand.Unselect _,
                    MessageCommand.Expunge _,
                    MessageCommand.Copy _,
                    MessageCommand.Move _ ->
                    true;
        };
    }

    private String close() {
        if (!mailbox.readOnly()) {
            mailbox.mail().apply(Intent.Expunge.allDeleted(mailbox.id()));
        }
        return "OK CLOSE completed";
    }
}
