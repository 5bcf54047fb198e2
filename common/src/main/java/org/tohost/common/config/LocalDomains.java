package org.tohost.common.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// The domains whose mail is ours. Both tiers decide it here.
public final class LocalDomains {
    private final Set<String> names;

    /// These domains, whatever their case.
    public LocalDomains(Collection<String> names) {
        this.names = names.stream().map(LocalDomains::fold).collect(Collectors.toUnmodifiableSet());
    }

    /// {@return the domains that have a section}
    public static LocalDomains of(Collection<VirtualDomain> sections) {
        return new LocalDomains(sections.stream().map(VirtualDomain::name).toList());
    }

    /// {@return true if mail for this domain is ours}
    public boolean contains(String domain) {
        return names.contains(fold(domain));
    }

    private static String fold(String domain) {
        return domain.toLowerCase(Locale.ROOT);
    }
}
