package org.tohost.backend.imap;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.tohost.backend.imap.command.MessageCommand;
import org.tohost.backend.imap.command.SearchProgram;
import org.tohost.backend.imap.command.SearchReturn;
import org.tohost.common.imap.SequenceSet;

/// SEARCH and UID SEARCH (RFC 3501 6.4.4, RFC 4731).
final class SearchHandler {
    private final SelectedMailbox mailbox;
    private final Turn turn;

    SearchHandler(SelectedMailbox mailbox, Turn turn) {
        this.mailbox = mailbox;
        this.turn = turn;
    }

    /// {@return how the command ended}
    String search(MessageCommand.Search command) throws IOException {
        if (!command.program().readable()) {
            return unreadable(command.results());
        }
        int[] places = places(command.program());
        SearchAnswer answer = new SearchAnswer(mailbox, turn, command.byUid(), places);
        if (command.results().isPresent()) {
            answer.extended(command.results().get());
        } else {
            answer.list("SEARCH");
        }
        return "OK SEARCH completed";
    }

    private int[] places(SearchProgram program) throws IOException {
        return new SearchRun(mailbox, turn).places(program.key());
    }

    /// A search that fails has found nothing (RFC 5182 2.1).
    private String unreadable(Optional<Set<SearchReturn>> results) {
        if (results.filter(wanted -> wanted.contains(SearchReturn.SAVE)).isPresent()) {
            mailbox.save(SequenceSet.NONE);
        }
        return "NO [BADCHARSET (US-ASCII UTF-8)] Unknown charset";
    }
}
