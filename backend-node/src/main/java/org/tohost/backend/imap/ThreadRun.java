package org.tohost.backend.imap;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.tohost.backend.imap.order.BaseSubject;
import org.tohost.backend.imap.order.Letter;
import org.tohost.backend.imap.order.Post;
import org.tohost.backend.mime.Envelope;
import org.tohost.backend.mime.HeaderField;
import org.tohost.backend.mime.MessageIds;
import org.tohost.backend.store.Message;
import org.tohost.common.imap.UnicodeCasemap;

/// Gathers what threads are made of, and tells them (RFC 5256 3, 4).
final class ThreadRun {
    private static final int HELD = 32 * 1024;

    private final SelectedMailbox mailbox;
    private final Turn turn;
    private final boolean byUid;
    private final ResponseText text = new ResponseText();

    ThreadRun(SelectedMailbox mailbox, Turn turn, boolean byUid) {
        this.mailbox = mailbox;
        this.turn = turn;
        this.byUid = byUid;
    }

    /// {@return the messages found}
    List<Letter> letters(Found found, boolean withReferences) throws IOException {
        List<Letter> letters = new ArrayList<>(found.places().length);
        new OutlineRun(mailbox, turn)
                .each(
                        found,
                        (place, message, envelope) -> {
                            List<String> references =
                                    withReferences ? references(message, envelope) : List.of();
                            Letter letter = letter(place, message, envelope, references);
                            letters.add(letter);
                            return letter.subject().length()
                                    + letter.id().length()
                                    + references.stream().mapToInt(String::length).sum();
                        });
        return letters;
    }

    private Letter letter(int place, Message message, Envelope envelope, List<String> references) {
        BaseSubject subject = EnvelopeWords.subject(envelope);
        return new Letter(
                byUid ? message.uid() : place + 1L,
                envelope.messageId().map(MessageIds::of).stream()
                        .flatMap(List::stream)
                        .findFirst()
                        .orElse(""),
                references,
                UnicodeCasemap.of(subject.text()),
                subject.isReply(),
                EnvelopeWords.sent(message, envelope));
    }

    /// {@return the References; if there are none, the first In-Reply-To}
    private List<String> references(Message message, Envelope envelope) {
        List<String> references =
                mailbox.reader(message)
                        .header()
                        .first("References")
                        .map(HeaderField::value)
                        .map(MessageIds::of)
                        .orElse(List.of());
        return references.isEmpty()
                ? envelope.inReplyTo().map(MessageIds::of).orElse(List.of()).stream()
                        .limit(1)
                        .toList()
                : references;
    }

    /// Tells the threads. Their depth does not matter.
    void tell(List<Post> threads) throws IOException {
        text.add("* THREAD").add(threads.isEmpty() ? "" : " ");
        Deque<Iterator<Post>> open = new ArrayDeque<>(List.of(threads.iterator()));
        while (!open.isEmpty()) {
            if (open.peek().hasNext()) {
                Post last = row(open.peek().next());
                open.push(last.replies().iterator());
            } else {
                open.pop();
                text.add(open.isEmpty() ? "" : ")");
            }
            if (text.length() > HELD) {
                turn.out().piece(text.take());
            }
        }
        turn.out().complete(text.take());
    }

    /// Opens a thread and tells its messages as long as each is followed by one. {@return the last}
    private Post row(Post first) {
        text.add("(");
        String space = "";
        Post post = first;
        while (true) {
            Optional<Letter> letter = post.letter();
            if (letter.isPresent()) {
                text.add(space).add(letter.get().number());
                space = " ";
            }
            if (post.replies().size() != 1) {
                text.add(post.replies().isEmpty() ? "" : space);
                return post;
            }
            post = post.replies().getFirst();
        }
    }
}
