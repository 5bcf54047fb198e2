package org.tohost.common.events;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;

/// Writes events, one line each, at level INFO to the loggers `tohost.login`, `tohost.session` and
/// `tohost.delivery`.
///
/// What a client chose stands last in its line, so that tools can match from the left.
public final class EventLog {
    private final Logger login;
    private final Logger session;
    private final Logger delivery;

    /// The log of the node.
    public EventLog() {
        this(
                LoggerFactory.getLogger("tohost.login"),
                LoggerFactory.getLogger("tohost.session"),
                LoggerFactory.getLogger("tohost.delivery"));
    }

    private EventLog(Logger login, Logger session, Logger delivery) {
        this.login = login;
        this.session = session;
        this.delivery = delivery;
    }

    /// {@return a log that nobody reads}
    public static EventLog unheard() {
        return new EventLog(NOPLogger.NOP_LOGGER, NOPLogger.NOP_LOGGER, NOPLogger.NOP_LOGGER);
    }

    /// Someone logged in, or was refused.
    public void login(LoginEvent event) {
        LogLine line =
                new LogLine("login")
                        .with("result", event.accepted() ? "accepted" : "refused")
                        .with("reason", event.reason())
                        .with("service", event.service().label())
                        .with("address", event.client().address())
                        .with("port", event.client().port())
                        .with("tls", event.client().tls())
                        .with("session", event.session().text())
                        .with("mechanism", event.mechanism())
                        .with("user", event.user());
        login.info("{}", line);
    }

    /// A session is over.
    public void sessionEnd(SessionEnd event) {
        LogLine line =
                new LogLine("session-end")
                        .with("service", event.service().label())
                        .with("address", event.client().address())
                        .with("port", event.client().port())
                        .with("tls", event.client().tls())
                        .with("session", event.session().text())
                        .with("backend", event.backend())
                        .with("in", event.bytesIn())
                        .with("out", event.bytesOut())
                        .with("duration", event.duration())
                        .with("why", event.why())
                        .with("user", event.user());
        session.info("{}", line);
    }

    /// One recipient's copy was stored, relayed, put off or given up.
    public void recipient(RecipientOutcome event) {
        LogLine line =
                new LogLine("recipient")
                        .with("status", event.status())
                        .with("dsn", event.dsn())
                        .with("queue", event.queueId())
                        .with("session", event.session().text())
                        .with("relay", event.relay())
                        .with("size", event.size())
                        .with("delay", event.delay())
                        .with("from", event.from())
                        .with("to", event.to())
                        .with("message-id", event.messageId());
        delivery.info("{}", line);
    }
}
