package org.tohost.backend.imap.order;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// REFERENCES (RFC 5256 3): who answers whom is told by the messages that refer to others, then by
/// subjects. The steps are those of the RFC. One set of messages.
public final class ReferenceThreads {
    /// How far up a thread is looked for a loop; a message further down begins a new thread.
    private static final int MOST_ANCESTORS = 2000;

    private final Map<String, Post> byId = new HashMap<>();
    private final List<Post> all = new ArrayList<>();

    private ReferenceThreads() {}

    /// {@return the threads of these messages}
    public static List<Post> of(List<Letter> letters) {
        ReferenceThreads threads = new ReferenceThreads();
        letters.forEach(threads::add);
        List<Post> roots = SubjectMerge.merged(threads.roots());
        threads.all.forEach(Post::sortReplies);
        roots.forEach(Post::sortReplies);
        return roots.stream().sorted(Post.BY_TIME).toList();
    }

    /// Step 1: the message follows the last that it refers to, whatever others say of it; those
    /// that it refers to follow each other where nobody said otherwise.
    private void add(Letter letter) {
        Post post = post(letter);
        Post before = null;
        for (String reference : letter.references()) {
            Post next = byId.computeIfAbsent(reference, _ -> register(new Post(Optional.empty())));
            if (next.parent() == null && before != null && mayFollow(next, before)) {
                next.follow(before);
            }
            before = next;
        }
        post.follow(null);
        if (before != null && mayFollow(post, before)) {
            post.follow(before);
        }
    }

    /// A message without a Message-ID, or with one that another has, is like no other.
    private Post post(Letter letter) {
        Post known = byId.get(letter.id());
        if (known != null && known.letter().isEmpty()) {
            known.fill(letter);
            return known;
        }
        Post post = register(new Post(Optional.of(letter)));
        if (known == null && !letter.id().isEmpty()) {
            byId.put(letter.id(), post);
        }
        return post;
    }

    private Post register(Post post) {
        all.add(post);
        return post;
    }

    /// {@return true if no loop would come of it}
    private static boolean mayFollow(Post post, Post parent) {
        @Nullable Post ancestor = parent;
        for (int i = 0; i < MOST_ANCESTORS && ancestor != null; i++) {
            if (ancestor == post) {
                return false;
            }
            ancestor = ancestor.parent();
        }
        return ancestor == null;
    }

    /// Steps 2 and 3: what follows nothing begins a thread. What is missing is left out, except
    /// where it holds several messages together that would begin threads.
    private List<Post> roots() {
        List<Post> first = new ArrayList<>();
        for (Post post : all) {
            Post parent = post.parent();
            if (parent == null) {
                first.add(post);
            } else {
                parent.addReply(post);
            }
        }
        List<Post> roots = new ArrayList<>();
        for (Post post : all) {
            if (post.letter().isPresent()) {
                post.liftOverMissing();
            }
        }
        for (Post post : first) {
            if (post.letter().isPresent()) {
                roots.add(post);
                continue;
            }
            post.liftOverMissing();
            if (post.replies().size() > 1) {
                roots.add(post);
            } else {
                roots.addAll(post.replies());
            }
        }
        return roots;
    }
}
