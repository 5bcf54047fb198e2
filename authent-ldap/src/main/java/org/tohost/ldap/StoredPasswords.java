package org.tohost.ldap;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;

/// Reads, as the service account, what is stored of a user's password. Those who ask for the same
/// entry while it is being read share the answer; then it is forgotten.
final class StoredPasswords {
    private final Pool searches;
    private final String[] attributes;
    private final ConcurrentMap<String, CompletableFuture<Optional<List<String>>>> underWay =
            new ConcurrentHashMap<>();

    /// Reads these attributes.
    StoredPasswords(Pool searches, List<AttributeName> attributes) {
        this.searches = searches;
        this.attributes = attributes.stream().map(AttributeName::text).toArray(String[]::new);
    }

    /// {@return the values, none if there are none or they may not be read; nothing if there is no
    /// such entry}
    Optional<List<String>> read(String dn) throws LDAPException {
        CompletableFuture<Optional<List<String>>> mine = new CompletableFuture<>();
        CompletableFuture<Optional<List<String>>> other = underWay.putIfAbsent(dn, mine);
        if (other != null) {
            return shared(other);
        }
        try {
            Optional<List<String>> stored =
                    searches.use(c -> Optional.ofNullable(c.getEntry(dn, attributes)))
                            .map(this::values);
            mine.complete(stored);
            return stored;
        } catch (LDAPException e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            underWay.remove(dn, mine);
            mine.cancel(false); // if nothing came of it, nobody waits for it
        }
    }

    private List<String> values(Entry entry) {
        List<String> values = new ArrayList<>();
        for (String attribute : attributes) {
            String[] found = entry.getAttributeValues(attribute);
            values.addAll(found == null ? List.of() : List.of(found));
        }
        return values;
    }

    private static <T> T shared(CompletableFuture<T> read) throws LDAPException {
        try {
            return read.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LDAPException(ResultCode.TIMEOUT, "interrupted", e);
        } catch (ExecutionException e) {
            throw new LDAPException(ResultCode.OTHER, String.valueOf(e.getCause()), e);
        }
    }
}
