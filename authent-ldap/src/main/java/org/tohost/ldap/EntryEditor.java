package org.tohost.ldap;

import static java.util.Objects.requireNonNullElse;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.extensions.PasswordModifyExtendedRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.UserId;
import org.tohost.common.password.PasswordScheme;
import org.tohost.common.password.Passwords;

/// Writes the entry of one user.
///
/// A directory that knows the password-modify operation (RFC 3062) hashes passwords itself, by its
/// own policy; any other gets them hashed by crypt(3), which most servers can test.
record EntryEditor(LdapSettings settings, FactAttributes attributes, Passwords passwords) {
    private static final Set<String> PERSONS =
            Set.of("person", "organizationalperson", "inetorgperson");

    /// Adds an entry, with its password or not at all.
    void add(
            LDAPConnection directory,
            UserId user,
            Optional<Secret> password,
            Map<String, String> facts)
            throws LDAPException {
        DN place = settings.editing().placeOf(user);
        Entry entry = entry(place, user, attributes.values(facts));
        boolean hashing = hashes(directory);
        if (!hashing) {
            password.ifPresent(secret -> entry.addAttribute(passwordAttribute(), hash(secret)));
        }
        var _ = directory.add(entry);
        if (hashing && password.isPresent()) {
            try {
                modifyPassword(directory, place.toString(), password.get());
            } catch (LDAPException e) {
                throw withdrawn(directory, place.toString(), e);
            }
        }
    }

    /// Deletes an entry that is nothing without its password. {@return what to tell of it}
    private static LDAPException withdrawn(
            LDAPConnection directory, String dn, LDAPException refused) {
        try {
            var _ = directory.delete(dn);
            return refused;
        } catch (LDAPException e) {
            String done = dn + " was added without password, and could not be deleted again";
            return told(refused, done + " (" + Words.of("delete", e) + ")");
        }
    }

    private static LDAPException told(LDAPException refused, String done) {
        String all = done + "; " + Words.of("password", refused);
        return new LDAPException(refused.getResultCode(), all, refused);
    }

    private Entry entry(DN place, UserId user, Map<String, List<String>> values) {
        Entry entry = new Entry(place);
        List<String> classes = settings.editing().objectClasses();
        entry.addAttribute("objectClass", classes);
        RDN name = place.getRDN();
        if (name != null) {
            for (Attribute attribute : name.getAttributes()) {
                entry.addAttribute(attribute);
            }
        }
        addIfMissing(entry, settings.entries().attrUser().text(), user.name());
        values.forEach((attribute, all) -> {
            if (!all.isEmpty()) {
                entry.setAttribute(attribute, all);
            }
        });
        if (classes.stream().anyMatch(one -> PERSONS.contains(one.toLowerCase(Locale.ROOT)))) {
            addIfMissing(entry, "cn", user.name()); // a person must have both (RFC 4519 3.12)
            addIfMissing(entry, "sn", user.name());
        }
        return entry;
    }

    private static void addIfMissing(Entry entry, String attribute, String value) {
        if (!entry.hasAttribute(attribute)) {
            entry.addAttribute(attribute, value);
        }
    }

    /// Changes an entry. The facts are written first and at once; a password that the directory
    /// hashes itself follows.
    void change(
            LDAPConnection directory,
            String dn,
            Optional<Secret> password,
            Map<String, String> facts)
            throws LDAPException {
        boolean hashing = password.isPresent() && hashes(directory);
        List<Modification> changes = new ArrayList<>();
        attributes
                .values(facts)
                .forEach((attribute, values) -> changes.add(replace(attribute, values)));
        if (password.isPresent() && !hashing) {
            changes.add(replace(passwordAttribute(), List.of(hash(password.get()))));
        }
        if (!changes.isEmpty()) {
            var _ = directory.modify(dn, changes);
        }
        if (hashing) {
            try {
                modifyPassword(directory, dn, password.get());
            } catch (LDAPException e) {
                throw changes.isEmpty()
                        ? e
                        : told(e, "all but the password of " + dn + " was changed");
            }
        }
    }

    private static Modification replace(String attribute, List<String> values) {
        return new Modification(ModificationType.REPLACE, attribute, values.toArray(String[]::new));
    }

    private String passwordAttribute() {
        return settings.check().attrPassword().text();
    }

    private String hash(Secret password) {
        return passwords.hash(PasswordScheme.SHA512_CRYPT, password);
    }

    private static boolean hashes(LDAPConnection directory) throws LDAPException {
        var root = directory.getRootDSE();
        String[] offered = root == null ? null : root.getSupportedExtendedOperationOIDs();
        return Arrays.asList(requireNonNullElse(offered, new String[0]))
                .contains(PasswordModifyExtendedRequest.PASSWORD_MODIFY_REQUEST_OID);
    }

    private static void modifyPassword(LDAPConnection directory, String dn, Secret password)
            throws LDAPException {
        var request = new PasswordModifyExtendedRequest(dn, null, password.octets());
        var result = directory.processExtendedOperation(request);
        if (!result.getResultCode().equals(ResultCode.SUCCESS)) {
            throw new LDAPException(result);
        }
    }
}
