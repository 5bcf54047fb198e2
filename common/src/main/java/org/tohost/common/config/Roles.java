package org.tohost.common.config;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.tohost.common.failure.Failure;

/// The roles of a node, at least one: `proxy`, or several with commas between them.
public record Roles(Set<Role> all) {
    /// Copies the set.
    ///
    /// @throws Failure.Syntax if it is empty
    public Roles {
        if (all.isEmpty()) {
            throw new Failure.Syntax("one or more of " + names(EnumSet.allOf(Role.class)));
        }
        all = Set.copyOf(all);
    }

    /// Reads roles as they are written in the settings.
    ///
    /// @throws Failure.Syntax if one does not exist or there is none
    public static Roles parse(String text) {
        EnumSet<Role> roles = EnumSet.noneOf(Role.class);
        for (String name : text.isBlank() ? new String[0] : text.split(",", -1)) {
            roles.add(role(name.strip().toLowerCase(Locale.ROOT)));
        }
        return new Roles(roles);
    }

    private static Role role(String name) {
        for (Role role : Role.values()) {
            if (role.label().equals(name)) {
                return role;
            }
        }
        throw new Failure.Syntax("the roles are " + names(EnumSet.allOf(Role.class)));
    }

    /// {@return true if this role is among them}
    public boolean has(Role role) {
        return all.contains(role);
    }

    private static String names(Set<Role> roles) {
        return roles.stream().sorted().map(Role::label).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return names(all);
    }
}
