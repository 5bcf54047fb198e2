package org.tohost.ldap.push;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the entries of users that pass a filter, in pages (RFC 2696), and never more than a bound.
record BoundedSearch(LDAPConnection connection, Watched watched) {
    /// More changes than this between two questions are not told one by one.
    static final int MOST = 5000;

    private static final int PAGE = 500;

    /// {@return the entries, with the user's name and these attributes; nothing if there are too
    /// many, or more than the server lets us read}
    Optional<List<SearchResultEntry>> all(Filter filter, String... attributes)
            throws LDAPException {
        List<SearchResultEntry> found = new ArrayList<>();
        for (DN base : watched.bases()) {
            ASN1OctetString cookie = null;
            do {
                Optional<SearchResult> page = page(request(base, filter, MOST, attributes), cookie);
                if (page.isEmpty() || found.size() + page.get().getEntryCount() > MOST) {
                    return Optional.empty();
                }
                found.addAll(page.get().getSearchEntries());
                cookie = next(page.get());
            } while (cookie != null);
        }
        return Optional.of(found);
    }

    /// {@return whether there is any}
    boolean any(Filter filter) throws LDAPException {
        for (DN base : watched.bases()) {
            try {
                SearchRequest request = request(base, filter, 1, SearchRequest.NO_ATTRIBUTES);
                if (connection.search(request).getEntryCount() > 0) {
                    return true;
                }
            } catch (LDAPSearchException e) {
                if (e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
                    return true;
                }
                throw e;
            }
        }
        return false;
    }

    private Optional<SearchResult> page(SearchRequest request, @Nullable ASN1OctetString cookie)
            throws LDAPException {
        request.addControl(new SimplePagedResultsControl(PAGE, cookie, false));
        try {
            return Optional.of(connection.search(request));
        } catch (LDAPSearchException e) {
            if (e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static @Nullable ASN1OctetString next(SearchResult page) throws LDAPException {
        SimplePagedResultsControl control = SimplePagedResultsControl.get(page);
        return control == null || !control.moreResultsToReturn() ? null : control.getCookie();
    }

    private SearchRequest request(DN base, Filter filter, int most, String... attributes) {
        return new SearchRequest(
                base,
                SearchScope.SUB,
                DereferencePolicy.NEVER,
                most,
                0,
                false,
                Filter.createANDFilter(Filter.createPresenceFilter(watched.attribute()), filter),
                attributes);
    }
}
