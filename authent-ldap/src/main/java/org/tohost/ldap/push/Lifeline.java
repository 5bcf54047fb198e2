package org.tohost.ldap.push;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Watches over streams that may have nothing to tell for hours: asks a question on the same
/// connection again and again. A server that hangs, and a connection that a firewall has forgotten,
/// do not answer in time.
record Lifeline(LDAPConnection connection, Duration heartbeat, Reporter reporter) {
    /// Waits for `ready`, or for the end.
    void await(CompletableFuture<Void> ready, CompletableFuture<LDAPException> end)
            throws LDAPException, InterruptedException {
        hold(CompletableFuture.anyOf(ready, end));
        if (end.isDone()) {
            throw end.join();
        }
    }

    /// Returns when the future is complete, and asks meanwhile.
    ///
    /// @throws LDAPException if there is no answer
    private void hold(CompletableFuture<?> future) throws LDAPException, InterruptedException {
        while (true) {
            try {
                var _ = future.get(heartbeat.toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException _) {
                ask();
            } catch (ExecutionException e) {
                throw new IllegalStateException("bug in a stream of changes", e.getCause());
            }
        }
    }

    /// Asks once.
    void ask() throws LDAPException {
        var _ = connection.getEntry("", SearchRequest.NO_ATTRIBUTES);
        reporter.alive();
    }
}
