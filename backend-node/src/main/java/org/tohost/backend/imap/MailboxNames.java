package org.tohost.backend.imap;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.tohost.backend.store.MailboxName;
import org.tohost.backend.store.MailboxView;
import org.tohost.backend.store.UserView;

/// The names that a user's mailboxes and subscriptions make, those of superiors that do not exist
/// themselves included. Pure.
final class MailboxNames {
    private final UserView view;
    private final NavigableSet<String> existing;

    MailboxNames(UserView view) {
        this.view = view;
        existing = withSuperiors(view.mailboxes().navigableKeySet());
    }

    /// What is looked for.
    ///
    /// @param subscribed true for what is subscribed, false for what exists
    /// @param special true for mailboxes for something alone
    /// @param recursive true for names above such names too (RFC 5258 3.1, RECURSIVEMATCH)
    record Wanted(boolean subscribed, boolean special, boolean recursive) {}

    /// {@return the names that fit the pattern, in their order}
    List<ListedName> find(Wanted wanted, Predicate<String> pattern) {
        NavigableSet<String> names =
                wanted.subscribed() ? withSuperiors(view.subscriptions()) : existing;
        List<String> fitting = new ArrayList<>();
        Set<String> hiding = new HashSet<>();
        for (String name : names) {
            if (pattern.test(name)) {
                fitting.add(name);
            } else if (wanted.recursive() && isWanted(wanted, name)) {
                hiding.addAll(MailboxName.superiors(name));
            }
        }
        return fitting.stream()
                .map(name -> listed(wanted, name, hiding.contains(name)))
                .filter(listed -> listed.wanted() || listed.hides())
                .toList();
    }

    /// {@return true if there are mailboxes below this name}
    boolean hasChildren(String name) {
        return Optional.ofNullable(existing.ceiling(name + MailboxName.SEPARATOR))
                .filter(next -> MailboxName.isBelow(next, name))
                .isPresent();
    }

    /// {@return true if this name is subscribed}
    boolean isSubscribed(String name) {
        return view.subscriptions().contains(name);
    }

    private ListedName listed(Wanted wanted, String name, boolean hides) {
        return new ListedName(name, mailbox(name), isWanted(wanted, name), hides);
    }

    private boolean isWanted(Wanted wanted, String name) {
        return (!wanted.subscribed() || isSubscribed(name))
                && (!wanted.special()
                        || mailbox(name).filter(m -> !m.traits().uses().isEmpty()).isPresent());
    }

    private Optional<MailboxView> mailbox(String name) {
        return Optional.ofNullable(view.mailboxes().get(name));
    }

    private static NavigableSet<String> withSuperiors(NavigableSet<String> names) {
        NavigableSet<String> all = new TreeSet<>(names);
        names.forEach(name -> all.addAll(MailboxName.superiors(name)));
        return all;
    }
}
