package org.tohost.ldap.push;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.tohost.common.authent.AuthentModule.Changes;
import org.tohost.common.domain.UserId;

/// Tells everything at once, and again a second later, where several servers hold the entries: the
/// one that is asked after a change may have it a moment later than the one that told of it.
final class Echo implements Changes, AutoCloseable {
    private static final Duration LATER = Duration.ofSeconds(1);

    private final Changes changes;
    private final boolean several;
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(
                    1,
                    Thread.ofVirtual().name("directory-changes-echo").factory(),
                    new ThreadPoolExecutor.DiscardPolicy()); // closed

    /// Without `several` servers it tells everything once.
    Echo(Changes changes, boolean several) {
        this.changes = changes;
        this.several = several;
    }

    @Override
    public void changed(String entry, Optional<UserId> user) {
        twice(() -> changes.changed(entry, user));
    }

    @Override
    public void missed() {
        twice(changes::missed);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void twice(Runnable tell) {
        tell.run();
        if (several) {
            var _ = timer.schedule(tell, LATER.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
