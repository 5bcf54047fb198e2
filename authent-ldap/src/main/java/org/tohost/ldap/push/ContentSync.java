package org.tohost.ldap.push;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.ContentSyncRequestControl;
import com.unboundid.ldap.sdk.controls.ContentSyncRequestMode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.tohost.common.failure.Failure;

/// Content synchronisation (RFC 4533), refreshAndPersist. The cookie says that we have everything
/// that the provider has now, so there is nothing to refresh.
record ContentSync(Watched watched, Duration heartbeat) implements Source {
    @Override
    public String way() {
        return "sync";
    }

    @Override
    public boolean offered(RootDse server) {
        return server.controls().contains(RootDse.SYNC);
    }

    @Override
    public void follow(LDAPConnection connection, RootDse server, Reporter reporter)
            throws NotOffered, LDAPException, InterruptedException {
        Lifeline lifeline = new Lifeline(connection, heartbeat, reporter);
        CompletableFuture<LDAPException> end = new CompletableFuture<>();
        CompletableFuture<Void> ready = CompletableFuture.completedFuture(null);
        for (DN base : watched.bases()) {
            SyncStream stream = new SyncStream(reporter, end);
            var _ = connection.asyncSearch(request(base, cookie(connection, server, base), stream));
            ready = ready.thenCombine(stream.ready(), (_, _) -> null);
        }
        try {
            lifeline.await(ready, end);
            reporter.stands(way(), Source.name(connection));
            lifeline.await(new CompletableFuture<>(), end);
        } catch (LDAPException e) {
            if (refused(e.getResultCode())) {
                throw new NotOffered(String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    private static boolean refused(ResultCode code) {
        return code.equals(ResultCode.UNAVAILABLE_CRITICAL_EXTENSION)
                || code.equals(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
    }

    /// {@return the question for changes below a base since the state that the cookie tells}
    SearchRequest request(DN base, String cookie, SyncStream stream) {
        SearchRequest request =
                new SearchRequest(
                        stream,
                        base,
                        SearchScope.SUB,
                        Filter.createPresenceFilter(watched.attribute()),
                        watched.attribute());
        request.addControl(
                new ContentSyncRequestControl(
                        ContentSyncRequestMode.REFRESH_AND_PERSIST,
                        new ASN1OctetString(cookie),
                        false));
        request.setIntermediateResponseListener(stream);
        request.setResponseTimeoutMillis(0); // the lifeline's business
        return request;
    }

    private static String cookie(LDAPConnection connection, RootDse server, DN base)
            throws NotOffered, LDAPException {
        DN context =
                server.context(base)
                        .orElseThrow(() -> new NotOffered("no naming context holds " + base));
        Entry top = connection.getEntry(context.toString(), "contextCSN");
        String[] csns = top == null ? null : top.getAttributeValues("contextCSN");
        if (csns == null) {
            throw new NotOffered(
                    """
                    contextCSN of "%s" cannot be read: it needs the overlay syncprov, and
                    access to dn.base="%s" attrs=entry,contextCSN by <g_ldap_bind_dn> read\
                    """
                            .replace('\n', ' ')
                            .formatted(context, context));
        }
        try {
            return SyncCookie.of(List.of(csns));
        } catch (Failure.Syntax e) {
            throw new NotOffered(String.valueOf(e.getMessage()));
        }
    }
}
