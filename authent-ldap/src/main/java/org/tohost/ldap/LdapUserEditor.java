package org.tohost.ldap;

import static java.util.Objects.requireNonNullElse;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tohost.common.authent.NamePattern;
import org.tohost.common.authent.UserEditor;
import org.tohost.common.authent.UserEntry;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.common.password.Passwords;

/// Edits users' entries with the rights of the service account.
final class LdapUserEditor implements UserEditor {
    private static final int PAGE = 500;
    private static final int MOST = 200_000;

    private final Pools pools;
    private final LdapSettings settings;
    private final FactAttributes attributes;
    private final EntryEditor entries;

    LdapUserEditor(Pools pools, LdapSettings settings, Passwords passwords) {
        this.pools = pools;
        this.settings = settings;
        this.attributes = FactAttributes.of(settings.entries(), settings.editing());
        this.entries = new EntryEditor(settings, attributes, passwords);
    }

    @Override
    public Optional<UserEntry> read(UserId user) {
        return perform(directory -> find(directory, user))
                .map(entry -> new UserEntry(user, attributes.facts(entry)));
    }

    @Override
    public void write(UserId user, Optional<Secret> password, Map<String, String> facts) {
        var _ =
                perform(directory -> {
                    Optional<Entry> entry = find(directory, user);
                    if (entry.isPresent()) {
                        entries.change(directory, entry.get().getDN(), password, facts);
                    } else {
                        entries.add(directory, user, password, facts);
                    }
                    return user;
                });
    }

    @Override
    public boolean delete(UserId user) {
        return perform(directory -> {
            Optional<Entry> entry = find(directory, user);
            if (entry.isPresent()) {
                var _ = directory.delete(entry.get().getDN());
            }
            return entry.isPresent();
        });
    }

    @Override
    public Page search(String pattern, int from, int max) {
        NamePattern wanted = NamePattern.of(pattern);
        TreeMap<UserId, UserEntry> found = new TreeMap<>();
        for (DN root : settings.lookup().roots()) {
            var _ =
                    perform(directory -> {
                        collect(directory, root, wanted, found);
                        return root;
                    });
        }
        List<UserEntry> page = found.values().stream().skip(from).limit(max).toList();
        return new Page(page, found.size());
    }

    private void collect(
            LDAPConnection directory, DN root, NamePattern wanted, Map<UserId, UserEntry> found)
            throws LDAPException {
        String attribute = settings.entries().attrUser().text();
        SearchRequest request = request(root, Filter.createPresenceFilter(attribute));
        ASN1OctetString cookie = null;
        do {
            request.setControls(new SimplePagedResultsControl(PAGE, cookie));
            SearchResult page = directory.search(request);
            for (Entry entry : entries(page)) {
                user(entry.getAttributeValue(attribute))
                        .filter(wanted::matches)
                        .ifPresent(user ->
                                found.put(user, new UserEntry(user, attributes.facts(entry))));
            }
            if (found.size() > MOST) {
                throw new Failure.Refused(Refusal.LIMIT, "too many users: narrow the pattern");
            }
            SimplePagedResultsControl control = SimplePagedResultsControl.get(page);
            cookie = control == null ? null : control.getCookie();
        } while (cookie != null && cookie.getValueLength() > 0);
    }

    private static Optional<UserId> user(@Nullable String name) {
        try {
            return name == null
                    ? Optional.empty()
                    : Optional.of(UserId.of(MailAddress.parse(name)));
        } catch (Failure.Syntax _) {
            return Optional.empty(); // nobody's entry
        }
    }

    private Optional<Entry> find(LDAPConnection directory, UserId user) throws LDAPException {
        Filter filter =
                Filter.createEqualityFilter(settings.entries().attrUser().text(), user.name());
        List<Entry> found = new ArrayList<>();
        for (DN root : settings.lookup().roots()) {
            found.addAll(entries(directory.search(request(root, filter))));
        }
        if (found.size() > 1) {
            throw new Failure.Refused(
                    Refusal.NOT_PERMITTED, found.size() + " entries have the name " + user);
        }
        return found.stream().findFirst();
    }

    private static List<? extends Entry> entries(SearchResult result) {
        return requireNonNullElse(result.getSearchEntries(), List.of());
    }

    private SearchRequest request(DN root, Filter filter) {
        List<String> names = new ArrayList<>(attributes.names());
        names.add(settings.entries().attrUser().text());
        return new SearchRequest(
                root.toString(), SearchScope.SUB, filter, names.toArray(String[]::new));
    }

    private <T> T perform(Pool.Operation<T> operation) {
        try (Link link = pools.service()) {
            return operation.on(link.connection());
        } catch (LDAPException e) {
            throw translated(e);
        }
    }

    private static Failure translated(LDAPException e) {
        ResultCode code = e.getResultCode();
        String words = Words.of("editing", e);
        if (code.equals(ResultCode.INSUFFICIENT_ACCESS_RIGHTS)) {
            return new Failure.Refused(
                    Refusal.NOT_PERMITTED, "g_ldap_bind_dn may not do that: " + words);
        }
        boolean badValue =
                code.equals(ResultCode.INVALID_ATTRIBUTE_SYNTAX)
                        || code.equals(ResultCode.OBJECT_CLASS_VIOLATION)
                        || code.equals(ResultCode.CONSTRAINT_VIOLATION)
                        || code.equals(ResultCode.UNDEFINED_ATTRIBUTE_TYPE);
        return badValue ? new Failure.Syntax(words) : new Failure.Unavailable(words, e);
    }
}
