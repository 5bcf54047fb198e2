package org.tohost.backend.delivery;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.tohost.common.config.AuthorityFile;
import org.tohost.common.config.BackendAddress;
import org.tohost.common.config.BackendTls;
import org.tohost.common.config.Backends;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Service;
import org.tohost.common.failure.Failure;
import org.tohost.common.smtp.SmtpExtensions;
import org.tohost.common.smtp.SmtpReply;
import org.tohost.common.tls.MutualTls;

/// Hands mail to servers of another make that own its recipients: by LMTP where their line has a
/// port for it, else by SMTP, as any server on the Internet would. Any thread.
///
/// TLS is as their line says; nothing is sent before it, and nobody logs in. A repeated hand-over
/// is not recognised there: who loses the last reply sends twice (RFC 1047).
final class ForeignRelay {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final NodeId self;
    private final IdentityHashMap<BackendAddress, SSLContext> tls;

    /// A relay to the hosts of another make among these.
    ForeignRelay(NodeId self, Backends backends) {
        this.self = self;
        this.tls = new IdentityHashMap<>();
        for (BackendAddress line : backends.addresses()) {
            if (!line.isOurs() && line.tls(Service.SMTP) != BackendTls.Mode.NONE) {
                tls.put(line, context(line.tls()));
            }
        }
    }

    private static SSLContext context(BackendTls settings) {
        return settings.pins().isPresent()
                ? MutualTls.pinning(settings.pins().get())
                : MutualTls.client(
                        settings.authorities().map(AuthorityFile::certificates).orElse(List.of()));
    }

    /// {@return what the host of this line makes of the mail}
    Receipt deliver(NodeId host, BackendAddress line, HandOver mail) {
        boolean byLmtp = line.serves(Service.LMTP);
        if (!byLmtp && !line.serves(Service.SMTP)) {
            return mail.unanswered(
                    SmtpReply.of(
                            451, "4.3.5", "g_proxy_backend gives no port for mail to " + host));
        }
        MailTransaction transaction =
                new MailTransaction(
                        mail, byLmtp ? MailTransaction.Way.LMTP : MailTransaction.Way.SMTP);
        Service service = byLmtp ? Service.LMTP : Service.SMTP;
        try (MailLink link = new MailLink(dial(line, host, service))) {
            var _ = link.success(PATIENCE);
            String hello = (byLmtp ? "LHLO " : "EHLO ") + self;
            return transaction.run(link, introduce(link, host, line, hello));
        } catch (IOException | Failure e) {
            return transaction.receiptOr(SmtpReply.of(451, "4.4.2", host + ": " + e.getMessage()));
        }
    }

    private static Socket dial(BackendAddress line, NodeId host, Service service)
            throws IOException {
        return NodeDialer.connect(line.endpoint(host, service));
    }

    /// {@return what it can do once all that is wanted is there}
    private SmtpExtensions introduce(MailLink link, NodeId host, BackendAddress line, String hello)
            throws IOException {
        SmtpExtensions extensions = SmtpExtensions.of(link.ask(hello, PATIENCE));
        SSLContext context = tls.get(line);
        if (context == null) {
            return extensions;
        }
        if (!extensions.has("STARTTLS")) {
            throw new IOException("it has no STARTTLS");
        }
        var _ = link.ask("STARTTLS", PATIENCE);
        link.secure(context, parameters(line.tls()), line.tlsName(host));
        return SmtpExtensions.of(link.ask(hello, PATIENCE));
    }

    private static SSLParameters parameters(BackendTls settings) {
        return settings.pins().isPresent()
                ? MutualTls.pinnedParameters()
                : MutualTls.clientParameters();
    }
}
