package org.tohost.backend.delivery;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.tohost.common.domain.ClientInfo;
import org.tohost.common.domain.NodeId;

/// The trace line in front of each message (RFC 5321 4.4): the true client, this node, the
/// protocol, queue id and session, and the recipient if there is only one (more would tell on Bcc).
final class ReceivedLine {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private ReceivedLine() {}

    /// {@return the folded line with its CRLFs}
    static String of(Envelope envelope, NodeId self, String queueId, Instant now) {
        Origin origin = envelope.origin();
        String only =
                envelope.recipients().size() == 1
                        ? "\r\n\tfor <" + envelope.recipients().getFirst().address() + ">"
                        : "";
        return "Received: from %s (%s)\r\n\tby %s with %s id %s (session %s)%s;\r\n\t%s\r\n"
                .formatted(
                        helo(origin.client()),
                        literal(origin.client().address()),
                        self,
                        origin.transmission().keyword(),
                        queueId,
                        origin.session(),
                        only,
                        date(now));
    }

    /// {@return the date in the form of RFC 5322 3.3, in UTC}
    static String date(Instant instant) {
        return DATE.format(instant);
    }

    /// What the client calls itself is not to be believed, and must not break the line.
    private static String helo(ClientInfo client) {
        String name = client.helo().replaceAll("[^A-Za-z0-9.:_\\[\\]-]", "?");
        return name.isEmpty() ? "unknown" : name.substring(0, Math.min(255, name.length()));
    }

    private static String literal(String address) {
        if (address.isEmpty()) {
            return "unknown";
        }
        return address.indexOf(':') >= 0 ? "[IPv6:" + address + "]" : "[" + address + "]";
    }
}
