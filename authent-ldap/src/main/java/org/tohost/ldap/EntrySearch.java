package org.tohost.ldap;

import static java.util.Objects.requireNonNullElse;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultReference;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tohost.common.authent.Finding;

/// Finds the one entry of a user, with the rights of the connection that it is given. What no user
/// can be made of, an operator's error, is logged; what is no answer at all is thrown.
final class EntrySearch {
    private final EntryReader reader;
    private final int seconds;
    private final String[] attributes;

    EntrySearch(EntryReader reader, Duration limit) {
        this.reader = reader;
        this.seconds = Math.toIntExact(Math.max(1, limit.toSeconds()));
        this.attributes = reader.entries().attributes();
    }

    /// Searches; two entries are already too many to read more.
    Finding find(LDAPConnection directory, EntryQuery query) throws LDAPException {
        SearchRequest request =
                new SearchRequest(
                        query.base().toString(),
                        query.scope().scope(),
                        DereferencePolicy.NEVER,
                        2,
                        seconds,
                        false,
                        query.filter(),
                        attributes);
        try {
            return finding(directory.search(request), query);
        } catch (LDAPSearchException e) {
            ResultCode code = e.getResultCode();
            if (code.equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
                return ambiguous(query);
            }
            if (query.made().isEmpty()) {
                throw e;
            }
            DnTemplate made = query.made().get();
            if (isNoDn(e) && takes(directory, made)) {
                return new Finding.None();
            }
            if (code.equals(ResultCode.NO_SUCH_OBJECT)) {
                return nobodyBelow(directory, made.fixed());
            }
            throw e;
        }
    }

    /// {@return true if the directory takes a name for no DN (RFC 4511 4.1.9): because of letters
    /// beyond ASCII in an attribute that has none, for example}
    static boolean isNoDn(LDAPException refused) {
        return refused.getResultCode().equals(ResultCode.INVALID_DN_SYNTAX);
    }

    /// {@return true if it is the name's fault that the directory took this template for no DN, and
    /// no settings' error}
    private static boolean takes(LDAPConnection directory, DnTemplate made) throws LDAPException {
        Optional<DN> plain = made.dn(SearchName.PLAIN);
        if (plain.isEmpty()) {
            return false;
        }
        try {
            var _ = directory.getEntry(plain.get().toString(), SearchRequest.NO_ATTRIBUTES);
            return true;
        } catch (LDAPException e) {
            if (isNoDn(e)) {
                return false;
            }
            throw e;
        }
    }

    /// Reads the entry with this DN; none if it does not exist, or may not be seen.
    Finding read(LDAPConnection directory, String dn) throws LDAPException {
        SearchResultEntry entry = directory.getEntry(dn, attributes);
        return entry == null ? new Finding.None() : reader.read(entry);
    }

    /// {@return that nothing is where something could be below this entry}
    ///
    /// @throws LDAPException if that is not there either: then nothing is known of users
    static Finding nobodyBelow(LDAPConnection directory, DN above) throws LDAPException {
        if (directory.getEntry(above.toString(), SearchRequest.NO_ATTRIBUTES) == null) {
            throw new LDAPException(
                    ResultCode.NO_SUCH_OBJECT, "the entry " + above + " cannot be read");
        }
        return new Finding.None();
    }

    private Finding finding(SearchResult result, EntryQuery query) throws LDAPException {
        List<SearchResultEntry> found = requireNonNullElse(result.getSearchEntries(), List.of());
        if (found.isEmpty() && mayBeElsewhere(result)) {
            throw new LDAPException(ResultCode.REFERRAL, "the directory refers to another server");
        }
        return switch (found.size()) {
            case 0 -> new Finding.None();
            case 1 -> reader.read(found.getFirst());
            default -> ambiguous(query);
        };
    }

    private static boolean mayBeElsewhere(SearchResult result) {
        return requireNonNullElse(result.getSearchReferences(), List.<SearchResultReference>of())
                .stream()
                .anyMatch(reference -> !PartsWithoutUsers.are(reference));
    }

    private Finding ambiguous(EntryQuery query) {
        reader.complaints().about(query.name(), "the directory has more than one entry for it");
        return new Finding.Unavailable("more than one entry for " + query.name());
    }
}
