package org.tohost.common.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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

    /// {@return the domains that have a section in the file; a domain with two is a problem}
    public static LocalDomains bind(SettingsFile file, Problems problems) {
        List<VirtualDomain> sections =
                SettingsBinder.bindSections(VirtualDomain.class, file, problems);
        List<String> names = new ArrayList<>();
        for (VirtualDomain section : sections) {
            if (names.contains(section.name())) {
                String text = section.name() + " has two sections";
                problems.add(Place.of(file.path().toString()), SettingsFile.SECTION, text);
            }
            names.add(section.name());
        }
        return of(sections);
    }

    /// {@return true if mail for this domain is ours}
    public boolean contains(String domain) {
        return names.contains(fold(domain));
    }

    /// {@return true if no domain is ours}
    public boolean isEmpty() {
        return names.isEmpty();
    }

    private static String fold(String domain) {
        return domain.toLowerCase(Locale.ROOT);
    }
}
