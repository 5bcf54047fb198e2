package org.tohost.backend;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;
import org.tohost.backend.admin.BackupDesk;
import org.tohost.backend.admin.CompactDesk;
import org.tohost.backend.admin.DumpDesk;
import org.tohost.backend.admin.PurgeDesk;
import org.tohost.backend.admin.StraysDesk;
import org.tohost.backend.admin.UndeleteDesk;
import org.tohost.backend.admin.VerifyDesk;
import org.tohost.backend.backup.Backup;
import org.tohost.backend.delivery.Intake;
import org.tohost.backend.delivery.NodeDialer;
import org.tohost.backend.delivery.Outcomes;
import org.tohost.backend.delivery.OwnerRelay;
import org.tohost.backend.delivery.QueueRunner;
import org.tohost.backend.delivery.QueueWork;
import org.tohost.backend.delivery.RecipientCheck;
import org.tohost.backend.delivery.Schedule;
import org.tohost.backend.delivery.Site;
import org.tohost.backend.imap.ImapServer;
import org.tohost.backend.lmtp.LmtpDesk;
import org.tohost.backend.lmtp.LmtpServer;
import org.tohost.backend.moves.UserMoves;
import org.tohost.backend.pop3.Pop3Desk;
import org.tohost.backend.pop3.Pop3Server;
import org.tohost.backend.server.Connections;
import org.tohost.backend.server.DirectLogin;
import org.tohost.backend.server.Doorman;
import org.tohost.backend.server.NodePorts;
import org.tohost.backend.server.Ownership;
import org.tohost.backend.server.ServerPort;
import org.tohost.backend.server.ServerTls;
import org.tohost.backend.server.SessionHandler;
import org.tohost.backend.server.TicketDesk;
import org.tohost.backend.smtp.SmtpDesk;
import org.tohost.backend.smtp.SmtpServer;
import org.tohost.backend.smtp.UnknownRecipients;
import org.tohost.backend.store.MailStore;
import org.tohost.backend.store.StoreEnvironment;
import org.tohost.backend.transfer.ExportDesk;
import org.tohost.backend.transfer.ImportDesk;
import org.tohost.common.authent.Owners;
import org.tohost.common.authent.UserDatabase;
import org.tohost.common.config.Listen;
import org.tohost.common.config.SecretFile;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.UserId;
import org.tohost.common.events.EventLog;
import org.tohost.common.metrics.AdminServer;
import org.tohost.common.metrics.Meters;
import org.tohost.common.metrics.ReadyCheck;
import org.tohost.common.metrics.Telling;
import org.tohost.common.run.Services;
import org.tohost.common.run.StartException;
import org.tohost.common.tell.ReloadCertificates;
import org.tohost.common.tell.TellCommand;
import org.tohost.common.tell.TellDesk;
import org.tohost.common.ticket.TicketCodec;

/// A back-end node: the only place where its parts are put together.
///
/// The store opens first, then come queue, ports and admin server; they stop in reverse, so that no
/// client meets a port without a store behind it.
public final class BackendNode implements AutoCloseable {
    private static final Duration STEP = Duration.ofSeconds(60);

    /// What a node is given besides its settings: `meters` live in `registry`, and the random
    /// generator must be a secure one. `commands` gives what operators can tell the node of its
    /// users, from the number of sessions that a user has here.
    public record Surroundings(
            UserDatabase users,
            PrometheusMeterRegistry registry,
            Meters meters,
            Clock clock,
            RandomGenerator random,
            Function<ToIntFunction<UserId>, List<TellCommand>> commands) {}

    private final BackendConfig config;
    private final Surroundings around;
    private final NodeKeys keys;
    private final MailStore store;
    private final NodeId self;
    private final Optional<ServerTls> tls;
    private final NodeDialer dialer;
    private final TicketCodec codec;
    private final EventLog events = new EventLog();
    private final Meters meters;
    private final NodePorts ports;
    private final Services services;
    private final Connections connections;
    private final Owners owners;
    private final Ownership ownership;

    private BackendNode(BackendConfig config, Surroundings around, NodeKeys keys, MailStore store) {
        this.config = config;
        this.around = around;
        this.keys = keys;
        this.store = store;
        this.self = config.node().name();
        this.tls = keys.serverTls(self);
        this.dialer = new NodeDialer(keys.cluster());
        this.codec =
                new TicketCodec(
                        config.cluster().secretFiles().stream().map(SecretFile::secret).toList());
        this.meters = around.meters();
        this.connections = new Connections(config.backend().maxSessions());
        this.owners = new Owners(config.cluster().defaultBackend(), config.backends()::isShared);
        this.ownership =
                new Ownership(
                        self,
                        new Ownership.Users(around.users(), owners, config.quotas()),
                        store,
                        connections.users());
        Delivery delivery = delivery();
        this.ports = ports(handlers(delivery));
        this.services =
                new Services(List.of(delivery.runner(), moves(delivery), ports, admin()), STEP);
        meters.gaugeQueue(() -> store.queue().size());
    }

    /// Starts a node and returns when it serves.
    ///
    /// @throws IOException if a certificate cannot be used
    /// @throws StartException if a part does not start; nothing is left running
    /// @throws org.tohost.common.failure.Failure.Unavailable if the store does not open
    public static BackendNode start(BackendConfig config, Surroundings around)
            throws IOException, StartException {
        NodeKeys keys = NodeKeys.load(config.cluster(), config.tls());
        around.meters().bindJvm();
        MailStore store =
                MailStore.open(
                        config.store().under(config.node().home()),
                        new MailStore.Settings(config.store(), config.index(), config.compaction()),
                        new StoreEnvironment(
                                config.node().name(),
                                around.clock(),
                                around.random(),
                                around.meters()));
        try {
            BackendNode node = new BackendNode(config, around, keys, store);
            node.services.start();
            return node;
        } catch (StartException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /// {@return where the ports listen, in the order of the settings}
    public List<InetSocketAddress> addresses() {
        return ports.addresses();
    }

    @Override
    public void close() {
        services.close();
        store.close();
    }

    private record Delivery(
            RecipientCheck recipients, Intake intake, QueueWork work, QueueRunner runner) {}

    private Delivery delivery() {
        Site site = new Site(self, around.clock(), around.random());
        Schedule schedule = new Schedule(around.clock());
        Outcomes outcomes = new Outcomes(events, meters);
        RecipientCheck recipients =
                new RecipientCheck(
                        self,
                        config.domains(),
                        new RecipientCheck.Users(
                                around.users(), owners, config.mail().access(), config.quotas()),
                        config.mail().intake().postmaster());
        Intake intake =
                new Intake(
                        site,
                        config.mail().intake(),
                        new Intake.Tools(store, recipients, schedule, outcomes, config.quotas()));
        OwnerRelay relay = new OwnerRelay(self, config.backends(), dialer, codec);
        QueueWork work =
                new QueueWork(
                        site,
                        config.mail().queue(),
                        schedule,
                        new QueueWork.Tools(
                                store, recipients, relay, intake, outcomes, config.quotas()));
        QueueRunner runner = new QueueRunner(schedule, work, config.mail().queue().runners());
        return new Delivery(recipients, intake, work, runner);
    }

    private UserMoves moves(Delivery delivery) {
        return new UserMoves(around.users(), connections.users(), ownership, delivery.work());
    }

    private Map<Service, SessionHandler> handlers(Delivery delivery) {
        TicketDesk tickets = new TicketDesk(codec, meters, events);
        DirectLogin logins =
                new DirectLogin(
                        around.users(),
                        config.refusals(),
                        config.backend().plaintext(),
                        meters,
                        events);
        Optional<DirectLogin> direct =
                config.backend().direct() ? Optional.of(logins) : Optional.empty();
        // asked for by clients, who must have a certificate to see
        Optional<ServerTls> startTls = keys.clients().flatMap(_ -> tls);
        SmtpDesk smtp =
                new SmtpDesk(
                        self,
                        config.mail().smtp(),
                        delivery.recipients(),
                        new UnknownRecipients(around.clock(), config.mail().smtp()),
                        delivery.intake(),
                        tickets,
                        ownership,
                        direct,
                        startTls);
        Map<Service, SessionHandler> handlers = new EnumMap<>(Service.class);
        handlers.put(
                Service.IMAP,
                new ImapServer(
                        new ImapServer.Services(
                                store, tickets, logins, ownership, startTls, around.clock()),
                        config.imap()));
        handlers.put(
                Service.POP3,
                new Pop3Server(
                        new Pop3Desk(
                                self,
                                config.pop3(),
                                store,
                                ownership,
                                tickets,
                                direct,
                                startTls,
                                around.clock())));
        handlers.put(Service.SMTP, new SmtpServer(Service.SMTP, smtp));
        handlers.put(Service.SUBMISSION, new SmtpServer(Service.SUBMISSION, smtp));
        handlers.put(
                Service.LMTP,
                new LmtpServer(
                        new LmtpDesk(
                                self,
                                delivery.recipients(),
                                delivery.intake(),
                                tickets,
                                config.backend().lmtpAllow())));
        return handlers;
    }

    private NodePorts ports(Map<Service, SessionHandler> handlers) {
        Doorman doorman = new Doorman(self, around.random(), this::isClearTextNode);
        ServerPort.Shared shared =
                new ServerPort.Shared(
                        doorman,
                        connections,
                        config.backend().direct(),
                        meters,
                        events,
                        around.random());
        List<ServerPort> all =
                config.backend().listen().stream()
                        .map(listen -> port(listen, handlers, shared))
                        .toList();
        return new NodePorts(all, connections);
    }

    @SuppressWarnings("NullAway") // there is a handler for each service
    private ServerPort port(
            Listen listen, Map<Service, SessionHandler> handlers, ServerPort.Shared shared) {
        boolean implicit = listen.tls() == Listen.Mode.IMPLICIT;
        return new ServerPort(
                new ServerPort.Spec(
                        listen.address().socketAddress(),
                        implicit ? tls : Optional.empty(),
                        handlers.get(listen.service())),
                shared);
    }

    private boolean isClearTextNode(InetAddress address) {
        return config.cluster().noSsl() && config.cluster().allow().matchesAddress(address);
    }

    private AdminServer admin() {
        return new AdminServer(
                config.node().adminListen(),
                around.registry(),
                List.of(
                        new ReadyCheck("user database", around.users()::healthy),
                        new ReadyCheck("store", store::writable)),
                new Telling(new TellDesk(commands()), config.node().home(), around.random()),
                List.of(
                        new DumpDesk(store),
                        new VerifyDesk(store),
                        new BackupDesk(new Backup(store, around.clock())),
                        new StraysDesk(store, ownership::ask),
                        new UndeleteDesk(store, around.users()::lookupNow, config.quotas()),
                        new PurgeDesk(store),
                        new CompactDesk(store),
                        new ExportDesk(store),
                        new ImportDesk(store, around.users()::lookupNow, config.quotas())));
    }

    private List<TellCommand> commands() {
        List<TellCommand> commands =
                new ArrayList<>(around.commands().apply(connections.users()::count));
        commands.add(
                ReloadCertificates.of(config.cluster(), config.tls(), this::reloadCertificates));
        return commands;
    }

    private void reloadCertificates() throws IOException {
        NodeKeys fresh = NodeKeys.load(config.cluster(), config.tls());
        tls.ifPresent(side -> fresh.serverTls(self).ifPresent(side::renew));
        dialer.renew(fresh.cluster());
    }
}
