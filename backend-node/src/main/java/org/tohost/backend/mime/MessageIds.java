package org.tohost.backend.mime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The message identifiers in a Message-ID, References or In-Reply-To field (RFC 5322 3.6.4).
public final class MessageIds {
    /// Of more, the last are those of the nearest ancestors.
    private static final int MOST = 1000;

    private MessageIds() {}

    /// {@return what stands between angle brackets and has an `@` in it, quotes taken off (RFC 5256
    /// 3), in order; of very many the last}
    public static List<String> of(String value) {
        Deque<String> ids = new ArrayDeque<>();
        int open = value.indexOf('<');
        while (open >= 0) {
            int close = value.indexOf('>', open);
            if (close < 0) {
                break;
            }
            int innermost = value.lastIndexOf('<', close);
            String id = value.substring(innermost + 1, close).replaceAll("[\"\\\\\\s]", "");
            if (id.indexOf('@') > 0) {
                ids.addLast(id);
            }
            if (ids.size() > MOST) {
                ids.removeFirst();
            }
            open = value.indexOf('<', close);
        }
        return List.copyOf(ids);
    }
}
