package org.tohost.backend.imap;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.tohost.backend.imap.command.MessageCommand;
import org.tohost.backend.store.MailboxView;
import org.tohost.backend.store.Message;

/// SEARCH and UID SEARCH (RFC 3501 6.4.4).
final class SearchHandler {
    private static final Set<String> CHARSETS = Set.of("US-ASCII", "UTF-8");

    private final SelectedMailbox mailbox;
    private final ImapWriter out;

    SearchHandler(SelectedMailbox mailbox, ImapWriter out) {
        this.mailbox = mailbox;
        this.out = out;
    }

    /// {@return how the command ended}
    String search(MessageCommand.Search command) throws IOException {
        if (command.charset().filter(charset -> !CHARSETS.contains(charset)).isPresent()) {
            return "NO [BADCHARSET (US-ASCII UTF-8)] Unknown charset";
        }
        Predicate<SearchCandidate> condition = new SearchCompiler(mailbox).compile(command.key());
        MailboxView view = mailbox.latest();
        ResponseText result = new ResponseText().add("SEARCH");
        int size = mailbox.told().messages().size();
        for (int place = 0; place < size; place++) {
            Optional<Message> message = mailbox.at(place, view);
            if (message.isPresent()
                    && condition.test(new SearchCandidate(mailbox, place, message.get()))) {
                result.add(" ").add(command.byUid() ? message.get().uid() : place + 1L);
            }
        }
        out.untagged(result.take());
        return "OK SEARCH completed";
    }
}
