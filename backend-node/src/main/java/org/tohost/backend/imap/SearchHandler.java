package org.tohost.backend.imap;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tohost.backend.imap.command.MessageCommand;
import org.tohost.backend.imap.command.SearchProgram;
import org.tohost.backend.imap.command.SearchReturn;
import org.tohost.backend.imap.order.Post;
import org.tohost.backend.imap.order.ReferenceThreads;
import org.tohost.backend.imap.order.SubjectThreads;
import org.tohost.common.imap.SequenceSet;

/// SEARCH (RFC 3501 6.4.4, RFC 4731), SORT and THREAD (RFC 5256 3), by UID or not.
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
        tell(command.byUid(), command.results(), "SEARCH", find(command.program()));
        return "OK SEARCH completed";
    }

    /// {@return how the command ended}
    String sort(MessageCommand.Sort command) throws IOException {
        if (!command.program().readable()) {
            return unreadable(command.results());
        }
        Found found = find(command.program());
        int[] sorted = new SortRun(mailbox, turn).sorted(found, command.order());
        tell(command.byUid(), command.results(), "SORT", found.inOrder(sorted));
        return "OK SORT completed";
    }

    /// {@return how the command ended}
    String threads(MessageCommand.Threads command) throws IOException {
        if (!command.program().readable()) {
            return unreadable(Optional.empty());
        }
        Found found = find(command.program());
        ThreadRun run = new ThreadRun(mailbox, turn, command.byUid());
        MessageCommand.Algorithm algorithm = command.algorithm();
        List<Post> threads =
                switch (algorithm) {
                    case ORDEREDSUBJECT -> SubjectThreads.of(run.letters(found, false));
                    case REFERENCES -> ReferenceThreads.of(run.letters(found, true));
                };
        run.tell(threads);
        return "OK THREAD completed";
    }

    private Found find(SearchProgram program) throws IOException {
        return new SearchRun(mailbox, turn).find(program);
    }

    private void tell(
            boolean byUid, Optional<Set<SearchReturn>> results, String response, Found found)
            throws IOException {
        SearchAnswer answer = new SearchAnswer(mailbox, turn, byUid, found);
        if (results.isPresent()) {
            answer.extended(results.get());
        } else {
            answer.list(response);
        }
    }

    /// A search that fails has found nothing (RFC 5182 2.1).
    private String unreadable(Optional<Set<SearchReturn>> results) {
        if (results.filter(wanted -> wanted.contains(SearchReturn.SAVE)).isPresent()) {
            mailbox.save(SequenceSet.NONE);
        }
        return "NO [BADCHARSET (US-ASCII UTF-8)] Unknown charset";
    }
}
