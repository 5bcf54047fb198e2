package org.tohost.common.netwin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.common.authent.UserEditor;
import org.tohost.common.authent.UserEntry;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.netwin.words.AuthentCommand;
import org.tohost.common.netwin.words.AuthentReply;
import org.tohost.common.netwin.words.Facts;

/// What the server answers to `set`, `del` and `search`, if it may.
final class AuthentEdits {
    private static final Logger log = LoggerFactory.getLogger(AuthentEdits.class);
    private static final int MOST_FOUND = 10_000;

    private final Optional<UserEditor> editor;

    /// Without an editor, all is refused.
    AuthentEdits(Optional<UserEditor> editor) {
        this.editor = editor;
    }

    AuthentReply set(AuthentCommand.Set set) {
        return one(editor -> {
            UserId user = user(set.name());
            try {
                editor.write(user, set.password(), set.facts().values());
            } finally {
                set.password().ifPresent(secret -> secret.wipe());
            }
            log.info("{} was set by the authent protocol", user);
            return new AuthentReply.Ok(user + " added to database");
        });
    }

    AuthentReply delete(String name) {
        return one(editor -> {
            UserId user = user(name);
            if (!editor.delete(user)) {
                return AuthentAnswers.no(name, "does not exist");
            }
            log.info("{} was deleted by the authent protocol", user);
            return new AuthentReply.Ok(user + " deleted");
        });
    }

    List<AuthentReply> search(AuthentCommand.Search search) {
        return many(editor -> {
            int max = Math.min(search.max(), MOST_FOUND);
            UserEditor.Page page = editor.search(search.pattern(), search.from(), max);
            List<AuthentReply> replies = new ArrayList<>();
            page.users().forEach(user -> data(user).ifPresent(replies::add));
            replies.add(
                    new AuthentReply.Ok(
                            "Search Complete "
                                    + replies.size()
                                    + " items found out of "
                                    + page.total()));
            return replies;
        });
    }

    private AuthentReply one(Function<UserEditor, AuthentReply> work) {
        return many(editor -> List.of(work.apply(editor))).getFirst();
    }

    private List<AuthentReply> many(Function<UserEditor, List<AuthentReply>> work) {
        if (editor.isEmpty()) {
            return List.of(new AuthentReply.Err("users are not changed or searched here"));
        }
        try {
            return work.apply(editor.get());
        } catch (Failure.Syntax e) {
            return List.of(new AuthentReply.Err(AuthentAnswers.shortened(e.getMessage())));
        } catch (Failure.Refused e) {
            return List.of(new AuthentReply.Err("refused"));
        } catch (Failure.Unavailable e) {
            log.warn("a change or search has failed: {}", e.getMessage());
            return List.of(new AuthentReply.Dead("the user database does not answer"));
        }
    }

    private static UserId user(String name) {
        return UserId.of(MailAddress.parse(name));
    }

    /// What of the user can be said; nobody if not even the name can.
    private static Optional<AuthentReply> data(UserEntry entry) {
        Map<String, String> sayable = new TreeMap<>();
        entry.facts()
                .forEach((label, value) -> {
                    if (isSayable(Map.of(label, value))) {
                        sayable.put(label, value);
                    }
                });
        try {
            return Optional.of(new AuthentReply.Data(entry.user().name(), Facts.of(sayable)));
        } catch (Failure.Syntax e) {
            return Optional.empty();
        }
    }

    private static boolean isSayable(Map<String, String> fact) {
        try {
            return !Facts.of(fact).values().isEmpty();
        } catch (Failure.Syntax e) {
            return false;
        }
    }
}
