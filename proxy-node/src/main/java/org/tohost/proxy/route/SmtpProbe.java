package org.tohost.proxy.route;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tohost.common.domain.NodeId;
import org.tohost.common.smtp.SmtpReply;
import org.tohost.common.smtp.SmtpReplyReader;

/// Asks by EHLO (RFC 5321 4.1.1.1), behind TLS once more (RFC 3207 4.2).
final class SmtpProbe implements Probe {
    private final SmtpReplyReader replies = new SmtpReplyReader();
    private final NodeId self;
    private List<String> capabilities = List.of();
    private Function<SmtpReply, Move> expected;

    /// Calls us `self`.
    SmtpProbe(NodeId self, boolean startTls) {
        this.self = self;
        this.expected = _ -> ask("EHLO " + self, startTls ? this::mayStartTls : this::listed);
    }

    @Override
    public Move on(String line) {
        Optional<SmtpReply> reply = replies.add(line);
        return reply.isEmpty() ? new Move.Wait() : on(reply.get());
    }

    private Move on(SmtpReply reply) {
        return reply.isPositive() ? expected.apply(reply) : Handshake.unavailable(reply.toString());
    }

    private Move ask(String command, Function<SmtpReply, Move> then) {
        expected = then;
        return Handshake.send(command);
    }

    private Move mayStartTls(SmtpReply ignored) {
        return ask("STARTTLS", this::secured);
    }

    private Move secured(SmtpReply ignored) {
        expected = this::listed;
        return Probe.secured("EHLO " + self);
    }

    private Move listed(SmtpReply reply) {
        capabilities = reply.lines().subList(1, reply.lines().size());
        return Probe.leave("QUIT");
    }

    @Override
    public List<String> capabilities() {
        return capabilities;
    }
}
