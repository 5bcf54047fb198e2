package org.tohost.backend.imap;

import java.io.IOException;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.tohost.backend.imap.command.MailboxCommand;
import org.tohost.backend.store.MailboxName;
import org.tohost.backend.store.UserView;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.common.imap.ListPattern;

/// LIST and LSUB (RFC 3501 6.3.8, 6.3.9) with the attributes of CHILDREN (RFC 3348).
final class ListHandler {
    /// What separates the levels of a name.
    static final char DELIMITER = MailboxName.SEPARATOR;

    /// Longer than any name; matching costs its length for each character of all names.
    private static final int MAX_PATTERN = 2 * MailboxName.MAX;

    private final UserView view;
    private final ImapWriter out;

    ListHandler(UserView view, ImapWriter out) {
        this.view = view;
        this.out = out;
    }

    /// {@return how the command ended}
    String list(MailboxCommand.ListMailboxes command) throws IOException {
        if (command.subscribed()) {
            return lsub(pattern(command));
        }
        if (command.pattern().isEmpty()) {
            // asks for the delimiter alone
            out.untagged("LIST (\\Noselect) \"" + DELIMITER + "\" \"\"");
            return "OK LIST completed";
        }
        ListPattern pattern = pattern(command);
        NavigableSet<String> names = withSuperiors(view.mailboxes().navigableKeySet());
        for (String name : names) {
            if (pattern.matches(name)) {
                String select = view.mailboxes().containsKey(name) ? "" : "\\Noselect ";
                tell("LIST", select + children(names, name), name);
            }
        }
        return "OK LIST completed";
    }

    private String lsub(ListPattern pattern) throws IOException {
        NavigableSet<String> subscribed = view.subscriptions();
        for (String name : withSuperiors(subscribed)) {
            if (!pattern.matches(name)) {
                continue;
            }
            if (subscribed.contains(name)) {
                tell("LSUB", "", name);
            } else if (hidesSubscribed(pattern, name)) {
                tell("LSUB", "\\Noselect", name);
            }
        }
        return "OK LSUB completed";
    }

    /// {@return true if something subscribed below this name does not fit the pattern, so that the
    /// name stands for it (RFC 3501 6.3.9)}
    private boolean hidesSubscribed(ListPattern pattern, String superior) {
        return view.subscriptions().tailSet(superior + DELIMITER).stream()
                .takeWhile(name -> MailboxName.isBelow(name, superior))
                .anyMatch(name -> !pattern.matches(name));
    }

    private void tell(String response, String attributes, String name) throws IOException {
        out.untagged(
                response
                        + " ("
                        + attributes
                        + ") \""
                        + DELIMITER
                        + "\" "
                        + MailboxHandler.name(name));
    }

    private static String children(NavigableSet<String> names, String name) {
        boolean has =
                Optional.ofNullable(names.ceiling(name + DELIMITER))
                        .filter(next -> MailboxName.isBelow(next, name))
                        .isPresent();
        return has ? "\\HasChildren" : "\\HasNoChildren";
    }

    private static ListPattern pattern(MailboxCommand.ListMailboxes command) {
        String whole = MailboxName.canonical(command.reference() + command.pattern());
        if (whole.length() > MAX_PATTERN) {
            throw new Failure.Refused(Refusal.LIMIT, "a pattern above " + MAX_PATTERN);
        }
        return new ListPattern(whole, DELIMITER);
    }

    private static NavigableSet<String> withSuperiors(NavigableSet<String> names) {
        NavigableSet<String> all = new TreeSet<>(names);
        names.forEach(name -> all.addAll(MailboxName.superiors(name)));
        return all;
    }
}
