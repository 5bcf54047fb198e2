package org.tohost.backend.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.tohost.backend.imap.command.MailboxCommand;
import org.tohost.backend.imap.command.MailboxCommand.ListReturn;
import org.tohost.backend.imap.command.MailboxCommand.ListSelection;
import org.tohost.backend.store.MailboxName;
import org.tohost.backend.store.MailboxView;
import org.tohost.backend.store.UserView;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.common.imap.ListPattern;

/// LIST (RFC 3501 6.3.8, RFC 5258, RFC 5819) and LSUB (RFC 3501 6.3.9).
final class ListHandler {
    /// What separates the levels of a name.
    static final char DELIMITER = MailboxName.SEPARATOR;

    /// All patterns of a command together; longer than any name.
    private static final int MAX_PATTERNS = 2 * MailboxName.MAX;

    private final MailboxNames names;
    private final StatusHandler status;
    private final ImapWriter out;

    ListHandler(UserView view, StatusHandler status, ImapWriter out) {
        names = new MailboxNames(view);
        this.status = status;
        this.out = out;
    }

    /// {@return how the command ended}
    String list(MailboxCommand.ListMailboxes command) throws IOException {
        if (!command.extended() && command.patterns().getFirst().isEmpty()) {
            // asks for the delimiter alone
            tell("LIST", List.of("\\Noselect"), "", "");
            return "OK LIST completed";
        }
        Set<ListSelection> selection = command.selection();
        MailboxNames.Wanted wanted =
                new MailboxNames.Wanted(
                        selection.contains(ListSelection.SUBSCRIBED),
                        selection.contains(ListSelection.SPECIAL_USE),
                        selection.contains(ListSelection.RECURSIVEMATCH));
        Predicate<String> pattern = pattern(command.reference(), command.patterns());
        for (ListedName name : names.find(wanted, pattern)) {
            tell("LIST", attributes(command, name), name.name(), childInfo(wanted, name));
            if (name.mailbox().isPresent() && !command.returned().status().isEmpty()) {
                status.tell(name.mailbox().get(), command.returned().status());
            }
        }
        return "OK LIST completed";
    }

    /// {@return how the command ended}
    String listSubscribed(MailboxCommand.ListSubscribed command) throws IOException {
        Predicate<String> pattern = pattern(command.reference(), List.of(command.pattern()));
        MailboxNames.Wanted wanted = new MailboxNames.Wanted(true, false, true);
        for (ListedName name : names.find(wanted, pattern)) {
            // a name that is not subscribed stands for those below it that `%` hides
            tell("LSUB", name.wanted() ? List.of() : List.of("\\Noselect"), name.name(), "");
        }
        return "OK LSUB completed";
    }

    private List<String> attributes(MailboxCommand.ListMailboxes command, ListedName name) {
        ListReturn returned = command.returned();
        List<String> attributes = new ArrayList<>();
        if (name.mailbox().isEmpty()) {
            attributes.add(command.extended() ? "\\NonExistent" : "\\Noselect");
        }
        if (returned.children()) {
            attributes.add(names.hasChildren(name.name()) ? "\\HasChildren" : "\\HasNoChildren");
        }
        boolean subscriptions =
                returned.subscribed() || command.selection().contains(ListSelection.SUBSCRIBED);
        if (subscriptions && names.isSubscribed(name.name())) {
            attributes.add("\\Subscribed");
        }
        if (name.mailbox().isPresent()) {
            MailboxView mailbox = name.mailbox().get();
            mailbox.traits().uses().forEach(use -> attributes.add(use.text()));
        }
        return attributes;
    }

    /// {@return RFC 5258 3.5: what names below this one are that are not told themselves}
    private static String childInfo(MailboxNames.Wanted wanted, ListedName name) {
        if (!name.hides()) {
            return "";
        }
        List<String> options = new ArrayList<>();
        if (wanted.subscribed()) {
            options.add("\"SUBSCRIBED\"");
        }
        if (wanted.special()) {
            options.add("\"SPECIAL-USE\"");
        }
        return " (\"CHILDINFO\" (" + String.join(" ", options) + "))";
    }

    private void tell(String response, List<String> attributes, String name, String extension)
            throws IOException {
        out.untagged(
                response
                        + " ("
                        + String.join(" ", attributes)
                        + ") \""
                        + DELIMITER
                        + "\" "
                        + MailboxHandler.name(name)
                        + extension);
    }

    private static Predicate<String> pattern(String reference, List<String> patterns) {
        List<ListPattern> all = new ArrayList<>();
        int length = 0;
        for (String pattern : patterns) {
            String whole = MailboxName.canonical(reference + pattern);
            length += whole.length();
            if (length > MAX_PATTERNS) {
                throw new Failure.Refused(Refusal.LIMIT, "patterns above " + MAX_PATTERNS);
            }
            all.add(new ListPattern(whole, DELIMITER));
        }
        return name -> all.stream().anyMatch(pattern -> pattern.matches(name));
    }
}
