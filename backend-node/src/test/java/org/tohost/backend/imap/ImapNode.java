package org.tohost.backend.imap;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.tohost.backend.server.Connections;
import org.tohost.backend.server.DirectLogin;
import org.tohost.backend.server.Doorman;
import org.tohost.backend.server.Ownership;
import org.tohost.backend.server.ServerPort;
import org.tohost.backend.server.ServerTls;
import org.tohost.backend.server.TicketDesk;
import org.tohost.backend.spool.SpoolWriter;
import org.tohost.backend.spool.Spooled;
import org.tohost.backend.store.Flags;
import org.tohost.backend.store.Intent;
import org.tohost.backend.store.MailStore;
import org.tohost.backend.store.QuotaSettings;
import org.tohost.backend.store.StoreEnvironment;
import org.tohost.backend.testing.FixedUserDatabase;
import org.tohost.common.authent.Owners;
import org.tohost.common.config.ByteSize;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.UserId;
import org.tohost.common.events.EventLog;
import org.tohost.common.metrics.Meters;
import org.tohost.common.testing.TestCa;
import org.tohost.common.ticket.TicketCodec;
import org.tohost.common.tls.ServerKeys;
import org.tohost.common.users.RefusalSettings;

/// A back-end with nothing but IMAP: a real store in a folder, a port for clients and one for nodes
/// on loopback. The password of everybody is `secret`.
final class ImapNode implements AutoCloseable {
    static final NodeId SELF = new NodeId("be1");
    static final TicketCodec TICKETS =
            new TicketCodec(List.of(Secret.of("0123456789abcdef0123456789abcdef")));

    private static final Instant ARRIVAL = Instant.parse("1996-07-17T09:44:25Z");

    private final FixedUserDatabase users = new FixedUserDatabase();
    private final Connections connections = new Connections(110);
    private final Meters meters = new Meters(new SimpleMeterRegistry());
    private final EventLog events = new EventLog();
    private final MailStore store;
    private final ServerPort clients;
    private final ServerPort nodes;

    /// Starts on this folder, with no limits to what users may have.
    ImapNode(Path folder, ImapSettings settings) throws IOException {
        this(folder, settings, QuotaSettings.DEFAULT);
    }

    /// Starts on this folder.
    ImapNode(Path folder, ImapSettings settings, QuotaSettings quota) throws IOException {
        this(folder, settings, quota, MailStore.Settings.DEFAULT);
    }

    /// Starts on this folder with a store like this.
    ImapNode(
            Path folder,
            ImapSettings settings,
            QuotaSettings quota,
            MailStore.Settings storeSettings)
            throws IOException {
        Clock clock = Clock.systemUTC();
        store =
                MailStore.open(
                        folder.resolve("store"),
                        storeSettings,
                        new StoreEnvironment(SELF, clock, new Random(), meters));
        ServerTls tls =
                ServerTls.of(
                                SELF,
                                Optional.empty(),
                                ServerKeys.of(List.of(TestCa.create(folder).publicIdentity())))
                        .orElseThrow();
        ImapServer server =
                new ImapServer(
                        new ImapServer.Services(
                                store,
                                new TicketDesk(TICKETS, meters, events),
                                new DirectLogin(
                                        users,
                                        new RefusalSettings(Duration.ZERO),
                                        false,
                                        meters,
                                        events),
                                new Ownership(
                                        SELF,
                                        new Ownership.Users(
                                                users,
                                                new Owners(Optional.of(SELF), _ -> false),
                                                quota),
                                        store,
                                        connections.users()),
                                Optional.of(tls),
                                clock),
                        settings);
        clients = open(server, false);
        nodes = open(server, true);
    }

    /// {@return limits that a test can reach}
    static ImapSettings settings() {
        return new ImapSettings(
                new ByteSize(32 << 20), Duration.ofMinutes(30), Duration.ofMinutes(2));
    }

    private ServerPort open(ImapServer server, boolean forNodes) throws IOException {
        ServerPort port =
                new ServerPort(
                        new ServerPort.Spec(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                Optional.empty(),
                                server),
                        new ServerPort.Shared(
                                new Doorman(SELF, new SecureRandom(), _ -> forNodes),
                                connections,
                                true,
                                meters,
                                events,
                                new Random()));
        port.open();
        return port;
    }

    /// {@return the users}
    FixedUserDatabase users() {
        return users;
    }

    /// {@return the store}
    MailStore store() {
        return store;
    }

    /// {@return the port for clients}
    int port() {
        return clients.address().getPort();
    }

    /// {@return the port for nodes}
    int nodePort() {
        return nodes.address().getPort();
    }

    /// Puts a message, with LF for CRLF, into a mailbox.
    void deliver(String user, String mailbox, String text) {
        deliver(user, mailbox, text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /// Puts a message into a mailbox.
    void deliver(String user, String mailbox, byte[] octets) {
        try (SpoolWriter writer = store.spool().begin()) {
            writer.write(octets, 0, octets.length);
            try (Spooled body = writer.finish()) {
                store.user(new UserId(user))
                        .apply(new Intent.Append(mailbox, body, Flags.NONE, ARRIVAL));
            }
        }
    }

    @Override
    public void close() throws IOException {
        clients.close();
        nodes.close();
        try {
            connections.stop(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        store.close();
    }
}
