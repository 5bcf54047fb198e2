package org.tohost.backend.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.tohost.backend.spool.SpoolWriter;
import org.tohost.backend.store.Body;
import org.tohost.backend.store.MailStore;
import org.tohost.backend.store.QueueEntry;
import org.tohost.common.domain.ClientInfo;
import org.tohost.common.domain.MailAddress;

/// Tells senders of mail that could not be delivered. The notification is ordinary mail from
/// nobody: durable when [#report] returns, and never the reason of another one.
final class Bounce {
    /// How much of the message's header is sent back at most.
    private static final int HEADER = 64 * 1024;

    private final Site site;
    private final MailStore store;
    private final Intake intake;
    private final RecipientCheck recipients;

    Bounce(Site site, MailStore store, Intake intake, RecipientCheck recipients) {
        this.site = site;
        this.store = store;
        this.intake = intake;
        this.recipients = recipients;
    }

    /// Notifies the sender of the entry, unless it has none. The same recipients give a
    /// notification of the same name, so that one that is made again after a crash is known where
    /// it arrives.
    void report(QueueEntry entry, List<StatusNotification.Undelivered> failed) {
        if (entry.sender().isEmpty()) {
            return;
        }
        MailAddress sender = MailAddress.parse(entry.sender());
        String id = entry.queueId() + "-" + Integer.toHexString(names(failed).hashCode());
        byte[] notification =
                new StatusNotification(
                                site.self(),
                                entry.queueId(),
                                sender,
                                entry.acceptedAt(),
                                failed,
                                header(store.queue().body(entry)))
                        .compose(id, site.clock().instant());
        try (SpoolWriter writer = store.spool().begin()) {
            writer.write(notification);
            String messageId = "<" + id + "@" + site.self() + ">";
            var _ =
                    intake.store(
                            new Intake.Arriving(
                                    envelope(entry, sender, id),
                                    Intake.Kind.NOTIFICATION,
                                    id,
                                    messageId),
                            writer.finish());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a spool does not throw it
        }
    }

    private Envelope envelope(QueueEntry entry, MailAddress sender, String id) {
        Transmission none = new Transmission(Transmission.Protocol.ESMTP, false, false, false);
        ClientInfo here = new ClientInfo("127.0.0.1", 0, false, site.self().name());
        return new Envelope(
                new Origin(entry.session(), here, none),
                "",
                List.of(new Recipient(sender, recipients.of(sender), id)));
    }

    private static String names(List<StatusNotification.Undelivered> failed) {
        return String.join(",", failed.stream().map(f -> f.recipient().toString()).toList());
    }

    /// The header with the CRLF of its last line, cut at a line if it is too long.
    private static byte[] header(Body body) {
        byte[] start = body.read(0, HEADER);
        int end = 0;
        for (int i = 0; i < start.length; i++) {
            if (start[i] == '\n') {
                boolean empty = i - end <= 1;
                if (empty) {
                    break;
                }
                end = i + 1;
            }
        }
        return Arrays.copyOf(start, end);
    }
}
