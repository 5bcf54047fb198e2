package org.tohost.backend.imap.order;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// ORDEREDSUBJECT (RFC 5256 3): what has the same subject is one thread, in which all answer the
/// first.
public final class SubjectThreads {
    private SubjectThreads() {}

    /// {@return the threads of these messages}
    public static List<Post> of(List<Letter> letters) {
        List<Post> posts =
                letters.stream()
                        .map(letter -> new Post(Optional.of(letter)))
                        .sorted(Post.BY_TIME)
                        .toList();
        Map<String, Post> firsts = new TreeMap<>();
        for (Post post : posts) {
            Post first = firsts.putIfAbsent(post.letter().orElseThrow().subject(), post);
            if (first != null) {
                first.addReply(post);
            }
        }
        return firsts.values().stream().sorted(Post.BY_TIME).toList();
    }
}
