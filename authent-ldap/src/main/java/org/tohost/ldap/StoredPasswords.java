package org.tohost.ldap;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads, as the service account, what is stored of a user's password: for each login anew, since
/// what another one has begun to read may be a password from before a change.
final class StoredPasswords {
    private final Pool searches;
    private final String[] attributes;

    /// Reads these attributes.
    StoredPasswords(Pool searches, List<AttributeName> attributes) {
        this.searches = searches;
        this.attributes = attributes.stream().map(AttributeName::text).toArray(String[]::new);
    }

    /// {@return the values, none if there are none or they may not be read; nothing if there is no
    /// such entry}
    Optional<List<String>> read(String dn) throws LDAPException {
        return searches.use(c -> Optional.ofNullable(c.getEntry(dn, attributes))).map(this::values);
    }

    private List<String> values(Entry entry) {
        List<String> values = new ArrayList<>();
        for (String attribute : attributes) {
            String[] found = entry.getAttributeValues(attribute);
            values.addAll(found == null ? List.of() : List.of(found));
        }
        return values;
    }
}
