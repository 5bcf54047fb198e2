package org.tohost.ldap.push;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a server says of itself (RFC 4512 5.1).
record RootDse(Set<String> controls, Set<String> capabilities, List<DN> contexts) {
    static final String SYNC = "1.3.6.1.4.1.4203.1.9.1.1"; // RFC 4533 2.2
    static final String PERSISTENT_SEARCH = "2.16.840.1.113730.3.4.3";
    static final String ACTIVE_DIRECTORY = "1.2.840.113556.1.4.800";

    /// Reads it. A server that shows nothing offers nothing.
    static RootDse read(LDAPConnection connection) throws LDAPException {
        Entry entry =
                connection.getEntry(
                        "", "supportedControl", "supportedCapabilities", "namingContexts");
        List<DN> contexts = new ArrayList<>();
        for (String context : values(entry, "namingContexts")) {
            contexts.add(new DN(context));
        }
        return new RootDse(
                Set.of(values(entry, "supportedControl")),
                Set.of(values(entry, "supportedCapabilities")),
                List.copyOf(contexts));
    }

    /// {@return the entry at the top of the part of the tree that this base is in}
    Optional<DN> context(DN base) {
        return contexts.stream()
                .filter(context -> Watched.above(context, base))
                .max(Comparator.comparingInt(context -> context.getRDNs().length));
    }

    private static String[] values(@Nullable Entry entry, String attribute) {
        String[] values = entry == null ? null : entry.getAttributeValues(attribute);
        return values == null ? new String[0] : values;
    }
}
