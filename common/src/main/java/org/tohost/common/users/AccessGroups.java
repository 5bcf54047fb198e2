package org.tohost.common.users;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.tohost.common.authent.Account;
import org.tohost.common.config.Group;
import org.tohost.common.config.MatchList;
import org.tohost.common.config.Setting;
import org.tohost.common.domain.Service;
import org.tohost.common.failure.Failure;

/// Who may use which service from where.
///
/// A user in several groups may do what one of them allows. A user in no group is in the default
/// one; without a default, everything is allowed. Names of groups are compared without case.
@Group("User database")
public record AccessGroups(
        @Setting(
                        name = "g_access_group",
                        doc =
                                "A group of users, and from which addresses they may use which service: a"
                                        + " match list each, everything where none is given, nothing where"
                                        + " it is empty. Users are in the groups that their `mailAccess`"
                                        + " names, and may do what one of these allows.")
                List<AccessGroup> groups,
        @Setting(
                        name = "g_access_group_default",
                        doc =
                                "The group of users whose entry names none. If it is not set, these users"
                                        + " may do everything.")
                Optional<String> fallback) {
    /// Copies the groups.
    ///
    /// @throws Failure.Syntax if two have the same name, or the default is none of them
    public AccessGroups {
        groups = List.copyOf(groups);
        Set<String> names = new HashSet<>();
        for (AccessGroup group : groups) {
            if (!names.add(folded(group.name()))) {
                throw new Failure.Syntax("g_access_group is there twice for " + group.name());
            }
        }
        if (fallback.isPresent() && !names.contains(folded(fallback.get()))) {
            throw new Failure.Syntax("g_access_group_default is not one of g_access_group");
        }
    }

    /// {@return true if the user may log in to the service from this IP address (empty if it is not
    /// known)}
    ///
    /// @throws Failure.Unavailable if that hangs on a group that is not defined: an operator's
    ///   error, no answer about the user
    public boolean admits(Account account, Service service, String address) {
        return allows(account, group -> group.login(service), address);
    }

    /// {@return true if mail to the user may come from this IP address (empty if it is not known)}
    ///
    /// @throws Failure.Unavailable if that hangs on a group that is not defined: an operator's
    ///   error, no answer about the user
    public boolean acceptsMail(Account account, String address) {
        return allows(account, AccessGroup::incoming, address);
    }

    private boolean allows(Account account, Function<AccessGroup, MatchList> list, String address) {
        List<String> names =
                account.access().isEmpty() ? fallback.stream().toList() : account.access();
        List<String> unknown = names.stream().filter(name -> find(name).isEmpty()).toList();
        boolean allowed =
                names.stream()
                        .flatMap(name -> find(name).stream())
                        .anyMatch(group -> list.apply(group).matches(address));
        if (!allowed && !unknown.isEmpty()) {
            throw Failure.Unavailable.misconfigured(
                    account.user() + " is in a group that no g_access_group defines: " + unknown);
        }
        return allowed || names.isEmpty();
    }

    private Optional<AccessGroup> find(String name) {
        return groups.stream()
                .filter(group -> folded(group.name()).equals(folded(name)))
                .findFirst();
    }

    private static String folded(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
