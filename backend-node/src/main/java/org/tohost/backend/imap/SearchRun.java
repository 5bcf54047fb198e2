package org.tohost.backend.imap;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import org.tohost.backend.imap.command.SearchProgram;
import org.tohost.backend.store.MailboxView;
import org.tohost.backend.store.Message;

/// Goes through the selected mailbox in search of messages. It reads one view of the mailbox and
/// waits for no other session, nor any other for it.
final class SearchRun {
    private final SelectedMailbox mailbox;
    private final Turn turn;
    private int[] places = new int[64];
    private int found;

    SearchRun(SelectedMailbox mailbox, Turn turn) {
        this.mailbox = mailbox;
        this.turn = turn;
    }

    /// {@return the messages that are searched for, in their order}
    Found find(SearchProgram program) throws IOException {
        Predicate<SearchCandidate> condition =
                new SearchCompiler(mailbox, turn.clock().instant()).compile(program.key());
        Patience patience = new Patience(turn.connection());
        MailboxView view = mailbox.latest();
        int size = mailbox.told().messages().size();
        for (int place = 0; place < size; place++) {
            patience.check();
            Optional<Message> message = mailbox.at(place, view);
            if (message.isPresent()
                    && condition.test(new SearchCandidate(mailbox, place, message.get()))) {
                add(place);
            }
        }
        return new Found(view, Arrays.copyOf(places, found), program.asksModSeq());
    }

    private void add(int place) {
        if (found == places.length) {
            places = Arrays.copyOf(places, 2 * found);
        }
        places[found++] = place;
    }
}
