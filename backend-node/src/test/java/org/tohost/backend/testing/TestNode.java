package org.tohost.backend.testing;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.tohost.backend.delivery.Intake;
import org.tohost.backend.delivery.IntakeSettings;
import org.tohost.backend.delivery.NodeDialer;
import org.tohost.backend.delivery.Outcomes;
import org.tohost.backend.delivery.OwnerRelay;
import org.tohost.backend.delivery.QueueRunner;
import org.tohost.backend.delivery.QueueSettings;
import org.tohost.backend.delivery.QueueWork;
import org.tohost.backend.delivery.RecipientCheck;
import org.tohost.backend.delivery.Schedule;
import org.tohost.backend.delivery.Site;
import org.tohost.backend.imap.ImapServer;
import org.tohost.backend.imap.ImapSettings;
import org.tohost.backend.lmtp.LmtpDesk;
import org.tohost.backend.lmtp.LmtpServer;
import org.tohost.backend.moves.UserMoves;
import org.tohost.backend.pop3.Pop3Desk;
import org.tohost.backend.pop3.Pop3Server;
import org.tohost.backend.pop3.Pop3Settings;
import org.tohost.backend.server.Connections;
import org.tohost.backend.server.DirectLogin;
import org.tohost.backend.server.Doorman;
import org.tohost.backend.server.Ownership;
import org.tohost.backend.server.ServerPort;
import org.tohost.backend.server.ServerTls;
import org.tohost.backend.server.SessionHandler;
import org.tohost.backend.server.TicketDesk;
import org.tohost.backend.server.UserSessions;
import org.tohost.backend.smtp.SmtpDesk;
import org.tohost.backend.smtp.SmtpServer;
import org.tohost.backend.smtp.SmtpSettings;
import org.tohost.backend.smtp.UnknownRecipients;
import org.tohost.backend.store.CompactionSettings;
import org.tohost.backend.store.IndexSettings;
import org.tohost.backend.store.MailStore;
import org.tohost.backend.store.QueueEntry;
import org.tohost.backend.store.QueueStore;
import org.tohost.backend.store.QuotaSettings;
import org.tohost.backend.store.StoreEnvironment;
import org.tohost.backend.store.StoreSettings;
import org.tohost.backend.store.UserStore;
import org.tohost.backend.store.Watch;
import org.tohost.common.authent.Owners;
import org.tohost.common.config.ByteSize;
import org.tohost.common.config.LocalDomains;
import org.tohost.common.config.MatchList;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.UserId;
import org.tohost.common.events.EventLog;
import org.tohost.common.metrics.Meters;
import org.tohost.common.users.RefusalSettings;

/// A back-end in this JVM: a real store in a folder, real ports on loopback. Each service has a
/// port for nodes and one for direct clients.
public final class TestNode implements AutoCloseable {
    private static final Optional<MailAddress> POSTMASTER =
            Optional.of(MailAddress.parse("alice@example.net"));
    private static final MailStore.Settings SMALL =
            new MailStore.Settings(
                    new StoreSettings("store", new ByteSize(1 << 20), new ByteSize(16 * 1024), 2),
                    IndexSettings.DEFAULT,
                    CompactionSettings.DEFAULT);

    private final TestCluster cluster;
    private final NodeId self;
    private final Clock clock;
    private final EventLog events = new EventLog();
    private final Meters meters = new Meters(new SimpleMeterRegistry());
    private final Connections connections = new Connections(100);
    private final List<ServerPort> ports = new ArrayList<>();
    private final MailStore store;
    private final RecipientCheck recipients;
    private final Intake intake;
    private final QueueRunner runner;
    private final TicketDesk tickets;
    private final Ownership ownership;
    private final UserMoves moves;
    private Optional<ServerPort> lmtp = Optional.empty();

    /// What a test may want to be otherwise.
    public record Options(
            Clock clock, QueueSettings queue, IntakeSettings intake, QuotaSettings quotas) {
        /// Without quotas but those of accounts.
        public Options(Clock clock, QueueSettings queue, IntakeSettings intake) {
            this(clock, queue, intake, QuotaSettings.DEFAULT);
        }

        /// {@return what suits most tests: retries within a tenth of a second, 64 KiB a message}
        public static Options usual() {
            return new Options(
                    Clock.systemUTC(),
                    new QueueSettings(
                            Duration.ofMillis(20),
                            Duration.ofMillis(100),
                            Duration.ofDays(5),
                            8,
                            2),
                    new IntakeSettings(new ByteSize(64 * 1024), 5, 5, POSTMASTER));
        }
    }

    /// Starts the node `name` on its folder; its LMTP port stays shut until [#openLmtp].
    public TestNode(TestCluster cluster, String name, Path folder, Options options)
            throws IOException {
        this.cluster = cluster;
        this.self = new NodeId(name);
        this.clock = options.clock();
        cluster.lmtpPort(name);
        Site site = new Site(self, clock, new Random());
        Schedule schedule = new Schedule(clock);
        Outcomes outcomes = new Outcomes(events, meters);
        StoreEnvironment environment = new StoreEnvironment(self, clock, new Random(), meters);
        store = MailStore.open(folder, SMALL, environment);
        Owners owners =
                new Owners(
                        Optional.of(new NodeId("be1")), host -> cluster.backends().isShared(host));
        ownership =
                new Ownership(
                        self,
                        new Ownership.Users(cluster.users(), owners, options.quotas()),
                        store,
                        connections.users());
        recipients =
                new RecipientCheck(
                        self,
                        new LocalDomains(List.of("example.net", "example.org", "example.test")),
                        new RecipientCheck.Users(
                                cluster.users(), owners, cluster.access(), options.quotas()),
                        options.intake().postmaster());
        intake =
                new Intake(
                        site,
                        options.intake(),
                        new Intake.Tools(store, recipients, schedule, outcomes, options.quotas()));
        NodeDialer dialer = new NodeDialer(cluster.identity(name, "backend"));
        OwnerRelay relay = new OwnerRelay(self, cluster.backends(), dialer, cluster.tickets());
        QueueWork.Tools tools =
                new QueueWork.Tools(store, recipients, relay, intake, outcomes, options.quotas());
        QueueWork work = new QueueWork(site, options.queue(), schedule, tools);
        runner = new QueueRunner(schedule, work, options.queue().runners());
        tickets = new TicketDesk(cluster.tickets(), meters, events);
        moves = new UserMoves(cluster.users(), connections.users(), ownership, work);
        runner.start();
        moves.start();
    }

    /// {@return whose sessions are open}
    public UserSessions sessions() {
        return connections.users();
    }

    /// {@return its store}
    public MailStore store() {
        return store;
    }

    /// {@return its name}
    public NodeId self() {
        return self;
    }

    /// Opens a port of LMTP for direct clients, and for those of them who match `allow`.
    public int lmtpFor(String allow) throws IOException {
        return open(0, lmtp(allow), false).address().getPort();
    }

    private LmtpServer lmtp(String allow) {
        return new LmtpServer(
                new LmtpDesk(self, recipients, intake, tickets, MatchList.parse(allow)));
    }

    /// From now on other nodes can hand mail over.
    public void openLmtp() throws IOException {
        LmtpServer server = lmtp("");
        lmtp = Optional.of(open(cluster.lmtpPort(self.name()), server, true));
    }

    /// From now on other nodes find nobody.
    public void closeLmtp() throws IOException {
        lmtp.orElseThrow().close();
    }

    /// {@return a new port for SMTP or SUBMISSION, for nodes or for direct clients, who may have
    /// STARTTLS in a secured cluster}
    public int smtp(Service service, boolean forNodes) throws IOException {
        SmtpSettings settings =
                new SmtpSettings(
                        Duration.ofMinutes(1),
                        15,
                        10,
                        Duration.ofMinutes(10),
                        MatchList.parse("192.0.2.99"));
        SmtpDesk desk =
                new SmtpDesk(
                        self,
                        settings,
                        recipients,
                        new UnknownRecipients(clock, settings),
                        intake,
                        tickets,
                        ownership,
                        Optional.of(logins()),
                        forNodes ? Optional.empty() : tls());
        return open(0, new SmtpServer(service, desk), forNodes).address().getPort();
    }

    /// {@return a new port for IMAP, for nodes or for direct clients}
    public int imap(boolean forNodes) throws IOException {
        ImapServer.Services services =
                new ImapServer.Services(
                        store, tickets, logins(), ownership, Optional.empty(), clock);
        ImapSettings settings =
                new ImapSettings(
                        new ByteSize(1 << 20), Duration.ofMinutes(30), Duration.ofMinutes(2));
        return open(0, new ImapServer(services, settings), forNodes).address().getPort();
    }

    /// {@return a new port for POP3, for nodes or for direct clients}
    public int pop3(boolean forNodes) throws IOException {
        return pop3(forNodes, Pop3Settings.usual(), Optional.empty());
    }

    /// {@return the same with these settings, and with STLS}
    public int pop3(boolean forNodes, Pop3Settings settings, Optional<ServerTls> tls)
            throws IOException {
        Pop3Desk desk =
                new Pop3Desk(
                        self,
                        settings,
                        store,
                        ownership,
                        tickets,
                        Optional.of(logins()),
                        tls,
                        clock);
        return open(0, new Pop3Server(desk), forNodes).address().getPort();
    }

    /// {@return the messages in this user's INBOX, an octet a character}
    public List<String> inbox(String user) {
        UserStore mail = store.user(new UserId(user));
        return mail.view().inbox().messages().stream()
                .map(m -> mail.body(m.body()).read(0, (int) m.size()))
                .map(octets -> new String(octets, StandardCharsets.ISO_8859_1))
                .toList();
    }

    /// Waits until this user's INBOX has so many messages.
    public void awaitInbox(String user, int count) throws InterruptedException {
        UserStore mail = store.user(new UserId(user));
        await(mail::watch, () -> mail.view().inbox().messages().size() == count);
    }

    /// Waits until the queue is like this.
    public void awaitQueue(Predicate<Collection<QueueEntry>> state) throws InterruptedException {
        QueueStore queue = store.queue();
        await(queue::watch, () -> state.test(queue.entries()));
    }

    private static void await(Function<Runnable, Watch> watched, BooleanSupplier condition)
            throws InterruptedException {
        Semaphore changes = new Semaphore(0);
        try (Watch _ = watched.apply(changes::release)) {
            while (!condition.getAsBoolean()) {
                if (!changes.tryAcquire(20, TimeUnit.SECONDS)) {
                    throw new AssertionError("it did not come about");
                }
            }
        }
    }

    private DirectLogin logins() {
        return new DirectLogin(
                cluster.users(), new RefusalSettings(Duration.ZERO), false, meters, events);
    }

    private Optional<ServerTls> tls() {
        return ServerTls.of(self, cluster.identity(self.name(), "backend"), Optional.empty());
    }

    private ServerPort open(int port, SessionHandler handler, boolean forNodes) throws IOException {
        Optional<ServerTls> tls = forNodes ? tls() : Optional.empty();
        Doorman doorman = new Doorman(self, new SecureRandom(), _ -> forNodes);
        ServerPort opened =
                new ServerPort(
                        new ServerPort.Spec(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                                tls,
                                handler),
                        new ServerPort.Shared(
                                doorman, connections, true, meters, events, new Random()));
        opened.open();
        ports.add(opened);
        return opened;
    }

    @Override
    public void close() throws IOException {
        for (ServerPort port : ports) {
            port.close();
        }
        try {
            moves.stop();
            runner.stop();
            connections.stop(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        store.close();
    }
}
