package org.tohost.backend.imap;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.backend.server.Connection;
import org.tohost.backend.store.UserStore;
import org.tohost.backend.store.Watch;
import org.tohost.common.failure.Failure;
import org.tohost.common.wire.Frame;

/// IDLE (RFC 2177). The session's thread waits for DONE; a second one writes what happens, and a
/// sign of life now and then. The two never write at the same time: the first does so only when the
/// second has ended.
final class IdleHandler {
    private static final Logger LOG = LoggerFactory.getLogger(IdleHandler.class);

    private final Connection connection;
    private final ImapWriter out;
    private final Duration notify;
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean done;

    IdleHandler(Connection connection, ImapWriter out, Duration notify) {
        this.connection = connection;
        this.out = out;
        this.notify = notify;
    }

    /// Idles until the client says DONE. {@return how the command ended}
    String idle(UserStore mail, Optional<SelectedMailbox> mailbox) throws IOException {
        try (Watch _ = mail.watch(wake::release)) {
            wake.release(); // what happened before the watch
            out.goOn("idling");
            out.flush();
            Thread writer =
                    Thread.ofVirtual()
                            .name("idle-" + connection.session())
                            .start(() -> write(mailbox));
            try {
                return awaitDone();
            } finally {
                done = true;
                wake.release();
                join(writer);
            }
        }
    }

    private String awaitDone() throws IOException {
        Optional<Frame> frame = connection.readFrame();
        if (frame.isPresent()
                && !(frame.get() instanceof Frame.Line line
                        && line.text().equalsIgnoreCase("DONE"))) {
            throw new Failure.Syntax("expected DONE");
        }
        return "OK IDLE completed"; // nobody reads it if the client has gone
    }

    private void write(Optional<SelectedMailbox> mailbox) {
        try {
            while (!done) {
                boolean changed = wake.tryAcquire(notify.toMillis(), TimeUnit.MILLISECONDS);
                wake.drainPermits();
                if (done) {
                    return;
                }
                if (!changed) {
                    out.untagged("OK Still here");
                } else if (mailbox.isPresent()) {
                    mailbox.get().sync(out, true);
                }
                out.flush();
            }
        } catch (IOException e) {
            LOG.debug("client of session {} left while idle", connection.session(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("session {} can tell no more news", connection.session(), e);
        }
    }

    private static void join(Thread writer) throws IOException {
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while idle", e);
        }
    }
}
