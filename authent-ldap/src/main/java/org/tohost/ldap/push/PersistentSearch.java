package org.tohost.ldap.push;

import com.unboundid.ldap.sdk.AsyncRequestID;
import com.unboundid.ldap.sdk.AsyncSearchResultListener;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultReference;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.EntryChangeNotificationControl;
import com.unboundid.ldap.sdk.controls.PersistentSearchChangeType;
import com.unboundid.ldap.sdk.controls.PersistentSearchRequestControl;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Persistent search (draft-ietf-ldapext-psearch-03), changes only, with what kind of change each
/// was.
///
/// The server compares the filter with the entry as it is after a change, so the filter lets
/// everything through: else an entry that loses the user's name would not be told of.
record PersistentSearch(Watched watched, Duration heartbeat) implements Source {
    @Override
    public String way() {
        return "psearch";
    }

    @Override
    public boolean offered(RootDse server) {
        return server.controls().contains(RootDse.PERSISTENT_SEARCH);
    }

    @Override
    public void follow(LDAPConnection connection, RootDse server, Reporter reporter)
            throws LDAPException, InterruptedException {
        Lifeline lifeline = new Lifeline(connection, heartbeat, reporter);
        CompletableFuture<LDAPException> end = new CompletableFuture<>();
        for (DN base : watched.bases()) {
            var _ = connection.asyncSearch(request(base, new Stream(reporter, end)));
        }
        lifeline.ask(); // nothing says that a search stands, but what came after it is answered
        if (!end.isDone()) {
            reporter.stands(way(), Source.name(connection));
        }
        lifeline.await(new CompletableFuture<>(), end);
    }

    private SearchRequest request(DN base, Stream stream) {
        SearchRequest request =
                new SearchRequest(
                        stream,
                        base,
                        SearchScope.SUB,
                        Filter.createPresenceFilter("objectClass"),
                        watched.attribute());
        request.addControl(
                new PersistentSearchRequestControl(
                        PersistentSearchChangeType.allChangeTypes(), true, true));
        request.setResponseTimeoutMillis(0); // the lifeline's business
        return request;
    }

    /// What the server sends for one base.
    private static final class Stream implements AsyncSearchResultListener {
        private static final long serialVersionUID = 1;

        private final transient Reporter reporter;
        private final transient CompletableFuture<LDAPException> end;

        Stream(Reporter reporter, CompletableFuture<LDAPException> end) {
            this.reporter = reporter;
            this.end = end;
        }

        @Override
        public void searchEntryReturned(SearchResultEntry entry) {
            try {
                tell(entry, EntryChangeNotificationControl.get(entry));
            } catch (LDAPException e) {
                end.complete(e);
            }
        }

        private void tell(
                SearchResultEntry entry, @Nullable EntryChangeNotificationControl control) {
            String before = control == null ? null : control.getPreviousDN();
            if (before != null) {
                reporter.gone(before);
            }
            if (control != null && control.getChangeType() == PersistentSearchChangeType.DELETE) {
                reporter.gone(entry.getDN());
            } else {
                reporter.changed(entry);
            }
        }

        @Override
        public void searchReferenceReturned(SearchResultReference reference) {
            // other servers' entries are not watched
        }

        @Override
        public void searchResultReceived(AsyncRequestID request, SearchResult result) {
            end.complete(new LDAPException(result.getResultCode(), "the persistent search ended"));
        }
    }
}
