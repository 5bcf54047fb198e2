package org.tohost.backend.delivery;

import java.time.Duration;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.SessionId;
import org.tohost.common.events.EventLog;
import org.tohost.common.events.RecipientOutcome;
import org.tohost.common.metrics.Meters;
import org.tohost.common.smtp.SmtpReply;

/// Says what became of each recipient: one line in the log, one count.
public final class Outcomes {
    private final EventLog log;
    private final Meters meters;

    /// Outcomes go to these two.
    public Outcomes(EventLog log, Meters meters) {
        this.log = log;
        this.meters = meters;
    }

    /// What the lines of one message have in common.
    record Subject(String queueId, SessionId session, String messageId, String sender, long size) {}

    /// What became of one recipient: where it went to, how long after acceptance, the status and
    /// the reply it rests on.
    record Result(
            MailAddress recipient, String relay, Duration delay, String status, SmtpReply reply) {}

    void tell(Subject subject, Result result) {
        meters.recipient(result.status());
        log.recipient(
                new RecipientOutcome(
                        subject.queueId(),
                        subject.session(),
                        subject.messageId(),
                        subject.sender(),
                        result.recipient().toString(),
                        subject.size(),
                        result.relay(),
                        result.delay(),
                        enhanced(result.reply()),
                        result.status()));
    }

    /// {@return the enhanced code of the reply, or the undefined one of its class (RFC 3463 3.1)}
    static String enhanced(SmtpReply reply) {
        return reply.enhanced().isEmpty() ? reply.code() / 100 + ".0.0" : reply.enhanced();
    }
}
