package org.tohost.proxy.route;

import java.util.List;
import java.util.Optional;
import org.tohost.common.domain.NodeId;
import org.tohost.common.smtp.SmtpReply;
import org.tohost.common.smtp.SmtpReplyReader;

/// Asks by EHLO (RFC 5321 4.1.1.1).
final class SmtpProbe implements Probe {
    private final SmtpReplyReader replies = new SmtpReplyReader();
    private final NodeId self;
    private List<String> capabilities = List.of();
    private boolean greeted;

    /// Calls us `self`.
    SmtpProbe(NodeId self) {
        this.self = self;
    }

    @Override
    public Move on(String line) {
        Optional<SmtpReply> reply = replies.add(line);
        return reply.isEmpty() ? new Move.Wait() : on(reply.get());
    }

    private Move on(SmtpReply reply) {
        if (!reply.isPositive()) {
            return Handshake.unavailable(reply.toString());
        }
        if (!greeted) {
            greeted = true;
            return Handshake.send("EHLO " + self);
        }
        capabilities = reply.lines().subList(1, reply.lines().size());
        return Probe.leave("QUIT");
    }

    @Override
    public List<String> capabilities() {
        return capabilities;
    }
}
