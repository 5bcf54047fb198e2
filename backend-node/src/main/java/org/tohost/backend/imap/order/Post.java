package org.tohost.backend.imap.order;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A place in a thread: a message, or one that is missing, and what follows it.
public final class Post {
    /// By the time of sending (RFC 5256 3), then by number; a missing message has the time of the
    /// earliest that follows it.
    static final Comparator<Post> BY_TIME =
            Comparator.comparing(Post::sent).thenComparingLong(Post::number);

    private @Nullable Letter letter;
    private @Nullable Post parent;
    private List<Post> replies = new ArrayList<>();

    Post(Optional<Letter> letter) {
        this.letter = letter.orElse(null);
    }

    /// {@return the message, if it is there}
    public Optional<Letter> letter() {
        return Optional.ofNullable(letter);
    }

    /// {@return what follows it}
    public List<Post> replies() {
        return Collections.unmodifiableList(replies);
    }

    @Nullable Post parent() {
        return parent;
    }

    void fill(Letter found) {
        letter = found;
    }

    /// Makes this one of `replies` of another, or of none.
    void follow(@Nullable Post newParent) {
        parent = newParent;
    }

    void addReply(Post reply) {
        replies.add(reply);
    }

    void addReplies(Collection<Post> more) {
        replies.addAll(more);
    }

    void sortReplies() {
        replies.sort(BY_TIME);
    }

    /// Puts the messages that follow missing ones in the place of these.
    void liftOverMissing() {
        List<Post> there = new ArrayList<>();
        Deque<Post> left = new ArrayDeque<>(replies);
        while (!left.isEmpty()) {
            Post next = left.removeFirst();
            if (next.letter != null) {
                there.add(next);
            } else {
                for (Post reply : next.replies.reversed()) {
                    left.addFirst(reply);
                }
            }
        }
        replies = there;
    }

    /// {@return the message that speaks for this place: its own, or the first that follows}
    Optional<Letter> speaker() {
        return letter().or(() -> replies.stream().min(BY_TIME).flatMap(Post::letter));
    }

    private Instant sent() {
        return speaker().map(Letter::sent).orElse(Instant.MAX);
    }

    private long number() {
        return speaker().map(Letter::number).orElse(Long.MAX_VALUE);
    }
}
