package org.tohost.backend.imap.order;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Steps 4 and 5 of REFERENCES (RFC 5256 3): threads with the same subject are one.
final class SubjectMerge {
    private final Map<String, Post> bySubject = new HashMap<>();
    private final Set<Post> merged = new LinkedHashSet<>();

    private SubjectMerge() {}

    /// {@return these threads, of those with the same subject one}
    static List<Post> merged(List<Post> threads) {
        SubjectMerge merge = new SubjectMerge();
        List<Post> inOrder = threads.stream().sorted(Post.BY_TIME).toList();
        inOrder.forEach(merge::choose);
        inOrder.forEach(merge::merge);
        return List.copyOf(merge.merged);
    }

    /// Step 5B: a missing message before one that is there, the first before its answers.
    private void choose(Post thread) {
        String subject = subject(thread);
        Post chosen = bySubject.putIfAbsent(subject, thread);
        if (chosen != null
                && !isMissing(chosen)
                && (isMissing(thread) || (isReply(chosen) && !isReply(thread)))) {
            bySubject.put(subject, thread);
        }
    }

    /// Step 5C.
    private void merge(Post thread) {
        String subject = subject(thread);
        Post chosen = bySubject.getOrDefault(subject, thread);
        if (chosen == thread || subject.isEmpty()) {
            merged.add(thread);
        } else if (isMissing(chosen)) {
            if (isMissing(thread)) {
                chosen.addReplies(thread.replies());
            } else {
                chosen.addReply(thread);
            }
        } else if (isReply(thread) && !isReply(chosen)) {
            chosen.addReply(thread);
        } else {
            Post both = new Post(Optional.empty());
            both.addReply(chosen);
            both.addReply(thread);
            bySubject.put(subject, both);
            merged.remove(chosen);
            merged.add(both);
        }
    }

    private static String subject(Post thread) {
        return thread.speaker().map(Letter::subject).orElse("");
    }

    private static boolean isMissing(Post thread) {
        return thread.letter().isEmpty();
    }

    private static boolean isReply(Post thread) {
        return thread.letter().filter(Letter::isReply).isPresent();
    }
}
