package org.tohost.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.tohost.common.authent.Owners;
import org.tohost.common.authent.TokenCheck;
import org.tohost.common.authent.UserDatabase;
import org.tohost.common.config.ClusterSettings;
import org.tohost.common.config.Listen;
import org.tohost.common.config.SecretFile;
import org.tohost.common.domain.ClientInfo;
import org.tohost.common.domain.Secret;
import org.tohost.common.events.EventLog;
import org.tohost.common.metrics.Meters;
import org.tohost.common.net.LineConnection;
import org.tohost.common.net.Listener;
import org.tohost.common.net.Network;
import org.tohost.common.net.Tls;
import org.tohost.common.run.Startable;
import org.tohost.common.sasl.ScramDecoys;
import org.tohost.common.ticket.TicketCodec;
import org.tohost.common.tls.ServerKeys;
import org.tohost.proxy.dialogue.Dialogue;
import org.tohost.proxy.dialogue.Terms;
import org.tohost.proxy.guard.Announced;
import org.tohost.proxy.health.BackendHealth;
import org.tohost.proxy.health.Offers;
import org.tohost.proxy.health.ProbeTimes;
import org.tohost.proxy.rehearsal.Rehearsal;
import org.tohost.proxy.relay.Relays;
import org.tohost.proxy.route.BackendConnector;
import org.tohost.proxy.route.HostTls;
import org.tohost.proxy.route.Prober;
import org.tohost.proxy.route.Router;
import org.tohost.proxy.route.TicketOffice;
import org.tohost.proxy.session.Callers;
import org.tohost.proxy.session.Directory;
import org.tohost.proxy.session.ProxySession;
import org.tohost.proxy.session.ProxySessions;
import org.tohost.proxy.session.SessionDesk;
import org.tohost.proxy.session.Tokens;

/// A proxy: puts its parts together and runs them.
public final class ProxyNode implements Startable {
    /// Long enough for AUTH (RFC 4954 4) and for a command of IMAP (RFC 7162 4).
    private static final int MAX_LINE = 12_288;

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ProxyConfig config;
    private final Environment environment;
    private final ProxySessions sessions;
    private final BackendHealth health;
    private final Offers offers;
    private final List<Listener> listeners = new ArrayList<>();
    private Optional<Network> network = Optional.empty();
    private Optional<Relays> relays = Optional.empty();
    private Optional<ProxyTls> tls = Optional.empty();

    /// What the node is given.
    ///
    /// @param tokens who tests tokens of OAuth 2.0, if anybody does
    /// @param random a secure one, for any thread
    public record Environment(
            UserDatabase users,
            Optional<TokenCheck> tokens,
            Meters meters,
            EventLog events,
            Clock clock,
            RandomGenerator random) {}

    /// A proxy that does not run yet.
    public ProxyNode(ProxyConfig config, Environment environment) {
        this.config = config;
        this.environment = environment;
        this.sessions = new ProxySessions(config.limits().sessions(), environment.clock());
        this.health =
                new BackendHealth(
                        environment.clock(),
                        config.limits().circuits(config.probe().failures()),
                        environment.meters());
        this.offers = new Offers(config.proxy()::capabilities, health::isClosed);
    }

    @Override
    public String name() {
        return "proxy " + config.node();
    }

    /// @throws IOException naming the file or port that cannot be used
    @Override
    public void start() throws IOException {
        int processors = Runtime.getRuntime().availableProcessors();
        Network opened = Network.open(processors);
        network = Optional.of(opened);
        Relays opening = Relays.open(config.proxy().relay(), processors, environment.clock());
        relays = Optional.of(opening);
        try {
            ProxyTls sides = ProxyTls.load(config, environment.clock());
            tls = Optional.of(sides);
            SessionDesk desk = desk(opened, opening, sides);
            warmUp(sides.keys());
            for (Listen listen : config.proxy().listen()) {
                listeners.add(
                        opened.listen(place(listen, sides.clients()), c -> admit(c, listen, desk)));
            }
            opened.every(SECOND, sessions::sweep);
            keepTickets(opened, sides);
            probe(opened, desk);
        } catch (IOException | RuntimeException e) {
            opening.close();
            opened.close();
            throw e;
        }
    }

    /// Stops listening, lets sessions end within their time, and closes what is left.
    @Override
    public void stop() throws IOException, InterruptedException {
        Duration grace = config.limits().stopTime();
        listeners.forEach(listener -> listener.close(grace.plusSeconds(5)));
        sessions.stop(grace);
        relays.ifPresent(Relays::close);
        if (network.isPresent()) {
            network.get().close();
        }
    }

    /// Reads certificates, keys and authorities again, from the files that the settings name, and
    /// uses them for connections that begin from now on. Any thread; may block.
    ///
    /// @throws IOException naming a file that cannot be used; nothing has changed then
    public void reloadCertificates() throws IOException {
        ProxyTls sides = tls.orElseThrow(() -> new IOException("the proxy does not run"));
        sides.renew(ProxyTls.load(config, environment.clock()));
    }

    /// {@return where it listens, in the order of the settings}
    public List<InetSocketAddress> addresses() {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (int i = 0; i < listeners.size(); i++) {
            String host = config.proxy().listen().get(i).address().host();
            addresses.add(InetSocketAddress.createUnresolved(host, listeners.get(i).port()));
        }
        return addresses;
    }

    /// {@return the sessions that are open}
    public ProxySessions sessions() {
        return sessions;
    }

    /// {@return what is known of the back-ends}
    public BackendHealth health() {
        return health;
    }

    /// {@return what clients are told before the login}
    public Offers offers() {
        return offers;
    }

    private void probe(Network opened, SessionDesk desk) {
        Duration interval = config.probe().interval();
        Prober prober =
                new Prober(
                        config.proxy().services(),
                        new Prober.Sources(desk.router(), desk.connector(), health, offers),
                        new ProbeTimes(interval, environment.random()),
                        environment.clock());
        Runnable work = interval.isPositive() ? prober::tick : prober::keep;
        work.run();
        opened.every(SECOND, work);
    }

    private void keepTickets(Network opened, ProxyTls sides) {
        sides.clients()
                .map(side -> ProxyTls.tickets(side, config.cluster(), environment.clock()))
                .ifPresent(tickets -> opened.every(SECOND, tickets::renew));
    }

    private SessionDesk desk(Network opened, Relays opening, ProxyTls sides) {
        Clock clock = environment.clock();
        ClusterSettings cluster = config.cluster();
        TicketCodec codec = new TicketCodec(secrets());
        BackendConnector.Means means =
                new BackendConnector.Means(
                        HostTls.of(
                                sides.cluster(),
                                config.backends(),
                                config.proxy().tlsEngine().choose()),
                        new TicketOffice(config.node(), codec),
                        health,
                        config.limits().patience(config.probe().time()),
                        service -> new Announced(config.node().name(), offers.of(service)),
                        environment.meters(),
                        clock);
        return new SessionDesk(
                new Directory(environment.users(), environment.meters(), clock),
                new Router(
                        config.backends(),
                        new Owners(cluster.defaultBackend(), config.backends()::isShared),
                        config.domains(),
                        health),
                config.loginDomains(),
                new BackendConnector(opened.connector(), means),
                opening,
                new ScramDecoys(
                        cluster.secretFiles().getFirst().secret(),
                        config.logins().scramIterations()),
                environment.tokens().map(check -> new Tokens(check, environment.meters(), clock)),
                sides.clients(),
                config.refusals(),
                config.limits().loginTime(),
                sessions,
                environment.meters(),
                environment.events(),
                clock,
                environment.random());
    }

    /// Before the first client comes.
    private void warmUp(Optional<ServerKeys> keys) {
        ProxySettings proxy = config.proxy();
        if (proxy.warmUp().isPositive()) {
            Rehearsal.hold(
                    new Rehearsal.Play(
                            proxy.services(),
                            keys,
                            proxy.tlsEngine().choose(),
                            proxy.relay(),
                            environment.clock(),
                            environment.random()),
                    proxy.warmUp());
        }
    }

    private List<Secret> secrets() {
        return config.cluster().secretFiles().stream().map(SecretFile::secret).toList();
    }

    private Listener.Place place(Listen listen, Optional<Tls> tls) throws IOException {
        if (listen.tls() != Listen.Mode.NONE && tls.isEmpty()) {
            throw new IOException(listen.address() + " needs g_tls_cert_file and g_tls_key_file");
        }
        return new Listener.Place(
                listen.address().host(),
                listen.address().port(),
                tls.filter(_ -> listen.tls() == Listen.Mode.IMPLICIT),
                MAX_LINE,
                peer -> listen.proxy() && config.proxy().trusted().matchesAddress(peer));
    }

    private void admit(LineConnection connection, Listen listen, SessionDesk desk) {
        ClientInfo client = Callers.client(connection, listen.tls() == Listen.Mode.IMPLICIT);
        Terms terms =
                new Terms(
                        config.node(),
                        client.tls(),
                        listen.tls() == Listen.Mode.STARTTLS,
                        config.proxy().plaintext() || Callers.isLocal(client),
                        logins(),
                        offers.of(listen.service()),
                        config.limits().beforeLogin());
        boolean frontEnd = config.proxy().trusted().matches(client.address());
        Dialogue dialogue = Dialogue.of(listen.service(), frontEnd, terms);
        new ProxySession(connection, listen.service(), client, dialogue, desk).begin();
    }

    /// Mechanisms with tokens are left out where nobody tests them.
    private Terms.Logins logins() {
        return new Terms.Logins(
                config.logins().mechanisms().mechanisms().stream()
                        .filter(one -> !one.sendsToken() || environment.tokens().isPresent())
                        .toList(),
                config.logins().clientName(),
                config.oauth().hint(),
                environment.random());
    }
}
