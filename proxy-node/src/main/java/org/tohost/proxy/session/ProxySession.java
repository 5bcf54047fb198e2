package org.tohost.proxy.session;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.common.authent.ScramVerifier;
import org.tohost.common.domain.ClientInfo;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.SessionId;
import org.tohost.common.domain.UserId;
import org.tohost.common.events.SessionEnd;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Outage;
import org.tohost.common.net.Detached;
import org.tohost.common.net.LineConnection;
import org.tohost.common.net.LineReader;
import org.tohost.common.tls.CertificateNames;
import org.tohost.common.users.Entrance;
import org.tohost.common.wire.Frame;
import org.tohost.proxy.dialogue.Dialogue;
import org.tohost.proxy.dialogue.Farewell;
import org.tohost.proxy.dialogue.Step;
import org.tohost.proxy.dialogue.TlsFacts;
import org.tohost.proxy.guard.Guard;
import org.tohost.proxy.relay.Relay;
import org.tohost.proxy.route.BackendConnector;
import org.tohost.proxy.route.Passenger;
import org.tohost.proxy.route.Route;

/// One client, from its connection to its end.
///
/// ```
///  dialogue --login, first recipient--> waiting --back-end took over--> relaying --> over
///      ^                                   |                                          ^
///      +------------- it failed -----------+                                          |
///      +------------- farewell, client gone, too slow --------------------------------+
/// ```
public final class ProxySession implements LineReader {
    private static final Logger LOG = LoggerFactory.getLogger(ProxySession.class);

    private final LineConnection connection;
    private final Service service;
    private final Dialogue dialogue;
    private final SessionDesk desk;
    private final SessionId id;
    private final long begun;
    private ClientInfo client;
    private volatile String user = "";
    private String backend = "";
    private String why = "";
    private boolean greets;
    private boolean waits;
    private boolean over;
    private Runnable gone = () -> {};
    private volatile Optional<Relay> relay = Optional.empty();

    /// A session that has not begun.
    public ProxySession(
            LineConnection connection,
            Service service,
            ClientInfo client,
            Dialogue dialogue,
            SessionDesk desk) {
        this.connection = connection;
        this.service = service;
        this.dialogue = dialogue;
        this.desk = desk;
        this.id = SessionId.next(desk.random());
        this.begun = desk.clock().millis();
        this.client = client;
    }

    /// Greets the client, or turns it away.
    public void begin() {
        desk.meters().sessionOpened(service);
        boolean entered = desk.sessions().enter(this);
        connection.start(this);
        if (!entered) {
            end(Farewell.FULL);
        } else if (desk.sessions().isStopping()) {
            end(Farewell.STOPPING);
        } else if (connection.awaitsTls()) {
            greets = true; // once it is known what the client has shown to TLS
        } else {
            perform(dialogue.greeting());
        }
    }

    @Override
    public void secured() {
        if (isOver()) {
            return;
        }
        try {
            perform(
                    dialogue.secured(
                            new TlsFacts(
                                    connection::ownCertificates, connection::peerCertificates)));
            if (greets) {
                greets = false;
                perform(dialogue.greeting());
            }
        } catch (RuntimeException e) {
            bug(e);
        }
    }

    @Override
    public void frame(Frame frame) {
        try {
            perform(dialogue.on(frame));
        } catch (RuntimeException e) {
            bug(e);
        }
    }

    @Override
    public void ended() {
        end(new byte[0], "client closed");
    }

    @Override
    public void closed(String reason) {
        because(reason);
        gone.run();
        finish(connection.bytesIn(), connection.bytesOut());
    }

    SessionId id() {
        return id;
    }

    Service service() {
        return service;
    }

    ClientInfo client() {
        return client;
    }

    /// {@return who is handed over with this session}
    Passenger passenger(Optional<UserId> owner, Optional<Secret> password) {
        return new Passenger(service, owner, password, client, id);
    }

    /// {@return how the client came in}
    Entrance entrance() {
        return new Entrance(
                connection.local().getAddress().getHostAddress(),
                connection.serverName(),
                CertificateNames.of(connection.peerCertificates()));
    }

    /// This is to be done if the client goes.
    void onGone(Runnable task) {
        gone = task;
    }

    LineConnection connection() {
        return connection;
    }

    /// {@return true if the client is gone or has heard its last words}
    boolean isOver() {
        return over || !why.isEmpty();
    }

    /// The client calls itself so.
    void introduce(String helo) {
        client = client.named(helo);
    }

    /// {@return true if it is this user's session; asked by any thread}
    boolean isOf(UserId somebody) {
        return user.equals(somebody.name());
    }

    /// It is this user's session.
    void belongsTo(String name) {
        user = name;
    }

    /// What the dialogue waited for did not come about.
    void failed(Failure failure) {
        if (!isOver()) {
            log(failure);
            answered(dialogue.failed(failure));
        }
    }

    /// The dialogue asked for this.
    void told(ScramVerifier verifier) {
        if (!isOver()) {
            answered(dialogue.told(verifier));
        }
    }

    /// The dialogue goes on, unless it asks for something more.
    private void answered(List<Step> steps) {
        waits = false;
        perform(steps);
        if (!waits) {
            connection.resume();
        }
    }

    private void await() {
        waits = true;
        connection.pause();
    }

    private void log(Failure failure) {
        if (isNews(failure)) {
            LOG.warn("session {}: {}", id, failure.getMessage());
        } else {
            LOG.debug("session {}: {}", id, failure.getMessage());
        }
    }

    /// That a back-end is shunned was logged when that began.
    static boolean isNews(Failure failure) {
        return failure instanceof Failure.Unavailable unavailable
                && unavailable.outage() != Outage.SHUNNED;
    }

    /// A back-end has taken over.
    void arrived(BackendConnector.Arrival arrival) {
        if (isOver()) {
            arrival.backend().close();
            return;
        }
        backend = arrival.route().node().name();
        connection.write(arrival.reply());
        Detached own = connection.detach();
        long in = connection.bytesIn() - own.unconsumed().length;
        long out = connection.bytesOut();
        Relay.Pair pair = new Relay.Pair(own, arrival.backend().detach(), idleTime(service));
        Consumer<Relay.End> ended = end -> relayed(in, out, end);
        relay =
                Optional.of(
                        arrival.guard()
                                .map(guard -> guarded(arrival.route(), pair, guard, ended))
                                .orElseGet(() -> desk.relays().start(pair, ended)));
    }

    private Relay guarded(Route route, Relay.Pair pair, Guard guard, Consumer<Relay.End> ended) {
        HostRecipients recipients = new HostRecipients(desk, connection.eventLoop(), route.node());
        return desk.relays().start(pair, guard, recipients, ended);
    }

    /// A defect of ours: this client alone suffers.
    void bug(RuntimeException defect) {
        LOG.error("session {} met a defect", id, defect);
        end(Farewell.BUG);
    }

    /// Ends the dialogue if its time is over at `now`; a relay ends by itself. Any thread.
    void expireAt(long now) {
        if (relay.isEmpty() && now - begun > desk.loginTime().toMillis()) {
            connection.eventLoop().execute(() -> endDialogue(Farewell.TIMED_OUT));
        }
    }

    /// Says farewell unless a back-end has taken over. Any thread.
    void drain() {
        connection.eventLoop().execute(() -> endDialogue(Farewell.STOPPING));
    }

    /// Ends at once. Any thread.
    void halt() {
        relay.ifPresentOrElse(
                relaying -> relaying.close(Farewell.STOPPING.why()),
                () -> connection.eventLoop().execute(connection::close));
    }

    /// How long a relay may be silent: what back-ends allow, and two minutes (RFC 9051 5.4, RFC
    /// 5804 1.2, RFC 1939 3, RFC 5321 4.5.3.2.7).
    private static Duration idleTime(Service service) {
        return switch (service) {
            case IMAP, SIEVE -> Duration.ofMinutes(32);
            case POP3 -> Duration.ofMinutes(12);
            case SMTP, SUBMISSION, LMTP -> Duration.ofMinutes(7);
        };
    }

    private void perform(List<Step> steps) {
        for (int i = 0; i < steps.size(); i++) {
            switch (steps.get(i)) {
                case Step.Reply reply -> connection.write(reply.octets());
                case Step.ExpectLiteral literal -> connection.expect(literal.octets());
                case Step.StartTls startTls -> startTls(startTls);
                case Step.Introduce introduce -> client = introduce.client().about(client);
                case Step.Refused refused -> {
                    new LoginFlow(this, desk).refused(refused);
                    answerLater(refused.failure(), steps.subList(i + 1, steps.size()));
                    return;
                }
                case Step.Authenticate authenticate -> {
                    await();
                    new LoginFlow(this, desk).begin(authenticate);
                }
                case Step.AskVerifier question -> {
                    await();
                    new LoginFlow(this, desk).ask(question);
                }
                case Step.Deliver deliver -> {
                    await();
                    new DeliveryFlow(this, desk).begin(deliver);
                }
                case Step.End end -> end(end.octets(), end.why());
            }
        }
    }

    private void answerLater(Failure failure, List<Step> answer) {
        Duration pause = desk.refusals().pause(failure, Duration.ZERO);
        if (pause.isZero()) {
            perform(answer);
        } else {
            await();
            connection.after(
                    pause,
                    () -> {
                        if (!isOver()) {
                            answered(answer);
                        }
                    });
        }
    }

    private void startTls(Step.StartTls step) {
        connection.upgradeToSsl(
                desk.tls().orElseThrow(() -> new IllegalStateException("no certificate")),
                step.reply());
        client = client.secured();
    }

    private void endDialogue(Farewell reason) {
        if (relay.isEmpty()) {
            end(reason);
        }
    }

    private void end(Farewell reason) {
        end(dialogue.farewell(reason), reason.why());
    }

    private void end(byte[] lastWords, String reason) {
        because(reason);
        connection.end(lastWords);
    }

    private void because(String reason) {
        if (why.isEmpty()) {
            why = reason;
        }
    }

    private void relayed(long in, long out, Relay.End end) {
        because(end.reason());
        finish(in + end.counts().fromClient(), out + end.counts().fromBackend());
    }

    private void finish(long in, long out) {
        if (over) {
            return;
        }
        over = true;
        desk.sessions().leave(this);
        Duration lasted = Duration.ofMillis(desk.clock().millis() - begun);
        desk.meters().sessionEnded(service, lasted, in, out);
        desk.events()
                .sessionEnd(
                        new SessionEnd(id, service, client, user, backend, in, out, lasted, why));
    }
}
