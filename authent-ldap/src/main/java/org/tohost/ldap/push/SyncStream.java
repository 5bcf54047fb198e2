package org.tohost.ldap.push;

import com.unboundid.ldap.sdk.AsyncRequestID;
import com.unboundid.ldap.sdk.AsyncSearchResultListener;
import com.unboundid.ldap.sdk.IntermediateResponse;
import com.unboundid.ldap.sdk.IntermediateResponseListener;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultReference;
import com.unboundid.ldap.sdk.controls.ContentSyncInfoIntermediateResponse;
import com.unboundid.ldap.sdk.controls.ContentSyncStateControl;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// What a provider sends for one base (RFC 4533 3.4): the end of the refresh, at once if the cookie
/// was good, then changes.
///
/// A provider for which we are not up to date would go on with the names of all entries that are
/// still there, or with all entries. Then the stream ends instead, and the listener begins anew.
final class SyncStream implements AsyncSearchResultListener, IntermediateResponseListener {
    private static final long serialVersionUID = 1;

    /// As many entries may change between reading the cookie and sending it.
    private static final int REFRESHED = 50;

    private final transient Reporter reporter;
    private final transient CompletableFuture<LDAPException> end;
    private final transient CompletableFuture<Void> ready = new CompletableFuture<>();
    private int refreshed; // counted by the connection's reader alone

    /// A stream that completes `end` when it is of no more use.
    SyncStream(Reporter reporter, CompletableFuture<LDAPException> end) {
        this.reporter = reporter;
        this.end = end;
    }

    /// {@return complete when there is nothing left to refresh}
    CompletableFuture<Void> ready() {
        return ready;
    }

    @Override
    public void searchEntryReturned(SearchResultEntry entry) {
        if (end.isDone()) {
            return;
        }
        if (!ready.isDone() && ++refreshed > REFRESHED) {
            giveUp("the provider sends a full refresh");
            return;
        }
        try {
            tell(entry, ContentSyncStateControl.get(entry));
        } catch (LDAPException e) {
            end.complete(e);
        }
    }

    @Override
    public void intermediateResponseReturned(IntermediateResponse response) {
        if (!ContentSyncInfoIntermediateResponse.SYNC_INFO_OID.equals(response.getOID())) {
            return;
        }
        try {
            var info = ContentSyncInfoIntermediateResponse.decode(response);
            switch (info.getType()) {
                case NEW_COOKIE -> {} // the next start has a cookie of its own
                case REFRESH_DELETE, REFRESH_PRESENT -> refreshed(info.refreshDone());
                case SYNC_ID_SET -> set(info.refreshDeletes());
            }
        } catch (LDAPException e) {
            end.complete(e);
        }
    }

    @Override
    public void searchReferenceReturned(SearchResultReference reference) {
        // other servers' entries are not watched
    }

    @Override
    public void searchResultReceived(AsyncRequestID request, SearchResult result) {
        end.complete(
                new LDAPException(
                        result.getResultCode(), "content synchronisation ended: " + said(result)));
    }

    private void tell(SearchResultEntry entry, @Nullable ContentSyncStateControl control) {
        if (control == null) {
            giveUp("an entry without its state");
            return;
        }
        switch (control.getState()) {
            case ADD, MODIFY -> reporter.changed(entry);
            case DELETE -> reporter.gone(entry.getDN());
            case PRESENT -> giveUp("the provider names what has not changed");
        }
    }

    private void refreshed(boolean done) {
        if (done) {
            ready.complete(null);
        }
    }

    /// Entries by their UUIDs alone: those that are gone, which at the start need not be told, or
    /// all that are still there.
    private void set(boolean gone) {
        if (!gone || ready.isDone()) {
            giveUp("the provider names what has not changed");
        }
    }

    private void giveUp(String why) {
        end.complete(new LDAPException(ResultCode.E_SYNC_REFRESH_REQUIRED, why));
    }

    private static String said(SearchResult result) {
        String text = result.getDiagnosticMessage();
        return text == null ? result.getResultCode().getName() : text;
    }
}
