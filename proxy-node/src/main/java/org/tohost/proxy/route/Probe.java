package org.tohost.proxy.route;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Service;

/// Asks a back-end what it can do, and takes leave. What ends the exchange well ([Move.Done]) are
/// the last words to the back-end.
sealed interface Probe extends Exchange permits ImapProbe, Pop3Probe, SieveProbe, SmtpProbe {
    /// Most octets of a list.
    int LONGEST = 64 * 1024;

    /// {@return what it announced, an item a capability}
    List<String> capabilities();

    /// {@return the probe for this service}
    ///
    /// @param self the name to introduce ourselves by
    static Probe of(Service service, NodeId self) {
        return switch (service) {
            case IMAP -> new ImapProbe();
            case POP3 -> new Pop3Probe();
            case SMTP, SUBMISSION, LMTP -> new SmtpProbe(self);
            case SIEVE -> new SieveProbe();
        };
    }

    /// {@return the end of the exchange, with these last words}
    static Move leave(String command) {
        return new Move.Done((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
