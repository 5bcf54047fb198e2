package org.tohost.proxy.rehearsal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.tohost.common.config.BackendAddress;
import org.tohost.common.config.BackendPorts;
import org.tohost.common.config.Backends;
import org.tohost.common.config.MatchList;
import org.tohost.common.domain.ClientInfo;
import org.tohost.common.domain.Service;
import org.tohost.common.net.LineConnection;
import org.tohost.common.net.Listener;
import org.tohost.common.net.Network;
import org.tohost.common.net.Tls;
import org.tohost.common.sasl.CertificateName;
import org.tohost.common.sasl.Mechanism;
import org.tohost.common.sasl.TokenHint;
import org.tohost.common.ticket.Challenge;
import org.tohost.common.users.Users;
import org.tohost.proxy.dialogue.Dialogue;
import org.tohost.proxy.dialogue.Terms;
import org.tohost.proxy.health.Offers;
import org.tohost.proxy.relay.Relays;
import org.tohost.proxy.session.Callers;
import org.tohost.proxy.session.ProxySession;
import org.tohost.proxy.session.SessionDesk;

/// The event loop and the ports of loopback where it all happens, and what clients can do there.
final class Stage implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int MAX_LINE = 12_288;
    private static final int MANY = 1000;

    private final Cast cast;
    private final Network network;
    private final Relays relays;
    private final Users users;
    private final List<Entrance> entrances = new ArrayList<>();

    /// A way in, and what one who takes it has to say.
    record Entrance(int port, boolean secure, Part part) {}

    private Stage(Cast cast, Relays.Choice relay) {
        this.cast = cast;
        this.network = Network.open(1);
        this.relays = Relays.unheard(relay, 1, cast.clock());
        this.users = cast.users();
    }

    /// {@return the stage for this play, in clear text and, if there are keys, by TLS}
    ///
    /// @throws IOException if the keys cannot be used, or there are no ports to be had
    static Stage open(Cast cast, Rehearsal.Play play) throws IOException {
        Stage stage = new Stage(cast, play.relay());
        try {
            stage.build(
                    play.services(),
                    play.keys().isPresent()
                            ? Optional.of(Tls.server(play.keys().get(), play.engine()))
                            : Optional.empty());
            return stage;
        } catch (IOException | RuntimeException e) {
            stage.close();
            throw e;
        }
    }

    /// {@return all ways in}
    List<Entrance> entrances() {
        return List.copyOf(entrances);
    }

    /// {@return the network on which clients come}
    Network network() {
        return network;
    }

    private void build(Set<Service> services, Optional<Tls> tls) throws IOException {
        Map<Service, Integer> ports = new EnumMap<>(Service.class);
        for (Service service : services) {
            Challenge challenge = Challenge.next(cast.random(), Cast.BACKEND);
            Part backend = Scene.backend(service, challenge);
            ports.put(service, port(Optional.empty(), c -> Actor.play(c, backend, _ -> {})));
        }
        SessionDesk desk = cast.desk(users, backends(ports), network.connector(), relays);
        for (Service service : services) {
            int clear = port(Optional.empty(), c -> admit(c, service, false, desk));
            enter(service, clear, false);
            if (tls.isPresent()) {
                enter(service, port(tls, c -> admit(c, service, true, desk)), true);
            }
        }
    }

    private int port(Optional<Tls> tls, Consumer<LineConnection> accepted) throws IOException {
        return network.listen(new Listener.Place(LOOPBACK, 0, tls, MAX_LINE), accepted).port();
    }

    private static Backends backends(Map<Service, Integer> ports) {
        BackendPorts all =
                new BackendPorts(
                        ports.getOrDefault(Service.IMAP, 0),
                        ports.getOrDefault(Service.POP3, 0),
                        ports.getOrDefault(Service.SIEVE, 0),
                        ports.getOrDefault(Service.SMTP, 0),
                        ports.getOrDefault(Service.SUBMISSION, 0),
                        0);
        MatchList name = MatchList.parse(Cast.BACKEND.name());
        return new Backends(List.of(BackendAddress.ours(name, LOOPBACK, all)));
    }

    private void enter(Service service, int port, boolean secure) {
        for (Part part : Scene.clients(service, cast.user(), cast.password())) {
            entrances.add(new Entrance(port, secure, part));
        }
    }

    private void admit(
            LineConnection connection, Service service, boolean secure, SessionDesk desk) {
        ClientInfo client = Callers.client(connection, secure);
        Terms terms =
                new Terms(
                        Cast.PROXY,
                        secure,
                        false,
                        true,
                        new Terms.Logins(
                                List.of(Mechanism.PLAIN),
                                CertificateName.SAN,
                                new TokenHint(List.of(), Optional.empty()),
                                cast.random()),
                        new Offers(_ -> List.of(), _ -> true).of(service),
                        new Terms.Limits(MANY, MANY, MANY, MANY));
        Dialogue dialogue = Dialogue.of(service, false, terms);
        new ProxySession(connection, service, client, dialogue, desk).begin();
    }

    @Override
    public void close() throws IOException {
        users.close();
        relays.close();
        network.close();
    }
}
