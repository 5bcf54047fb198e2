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

    /// No client is behind it.
    @Override
    default boolean presented() {
        return false;
    }

    /// {@return the probe for this service}
    ///
    /// @param self the name to introduce ourselves by
    /// @param startTls true if TLS has to be started before anything else is said
    static Probe of(Service service, NodeId self, boolean startTls) {
        return switch (service) {
            case IMAP -> new ImapProbe(startTls);
            case POP3 -> new Pop3Probe(startTls);
            case SMTP, SUBMISSION, LMTP -> new SmtpProbe(self, startTls);
            case SIEVE -> new SieveProbe(startTls);
        };
    }

    /// {@return the beginning of TLS, with this command behind it}
    static Move secured(String command) {
        return new Move.StartTls((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /// {@return the end of the exchange, with these last words}
    static Move leave(String command) {
        return new Move.Done((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
