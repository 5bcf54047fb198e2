package org.tohost.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.config.BackendAddress;
import org.tohost.common.config.BackendLogin;
import org.tohost.common.config.BackendPorts;
import org.tohost.common.config.BackendTls;
import org.tohost.common.config.MatchList;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.Service;
import org.tohost.common.testing.ForeignHost;
import org.tohost.common.ticket.TicketCodec;
import org.tohost.proxy.fixture.ScriptedBackend;
import org.tohost.proxy.fixture.Scripts;
import org.tohost.proxy.fixture.TestProxy;
import org.tohost.proxy.fixture.Wire;

/// What becomes of users whom a server of another make refuses.
final class OtherMakeFaultsTest {
    private static final String WRONG = "NO [AUTHENTICATIONFAILED] Authentication failed.";

    @TempDir Path folder;
    private final Scripts scripts = new Scripts();

    private static ScriptedBackend answering(String answer) throws IOException {
        return ScriptedBackend.start(
                new ScriptedBackend.Nature(
                        new NodeId("host"),
                        Optional.empty(),
                        new TicketCodec(List.of(Secret.of("0123456789abcdef0123456789abcdef")))),
                guest -> {
                    Wire wire = guest.wire();
                    wire.send("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\n");
                    String line = wire.line();
                    if (!line.equals("(end)")) {
                        wire.send(line.split(" ", 2)[0] + " " + answer + "\n");
                        wire.line();
                    }
                });
    }

    private static BackendAddress line(String name, ScriptedBackend host, boolean shared) {
        int port = host.port();
        return new BackendAddress(
                MatchList.parse(name),
                "127.0.0.1",
                new BackendPorts(port, port, port, port, port, port),
                shared,
                ForeignHost.password(BackendLogin.Forward.NONE),
                ForeignHost.tls(BackendTls.Mode.NONE));
    }

    private static Wire greeted(TestProxy proxy) throws IOException {
        Wire client = proxy.plain(Service.IMAP);
        client.line();
        return client;
    }

    @Test
    void whoHasMovedAwayIsNotToldThatThePasswordIsWrong() throws Exception {
        try (ScriptedBackend old = answering(WRONG);
                TestProxy proxy = new TestProxy(folder, false)) {
            proxy.line(line("old", old, false));
            proxy.backend("be2", scripts.imap(Scripts::echo));
            proxy.users().with("alice@example.test", "old").with("bob@example.test", "old");
            proxy.start();
            proxy.users().move("alice@example.test", "be2");
            try (Wire client = greeted(proxy)) {
                assertEquals(
                        "a NO [AUTHENTICATIONFAILED] Authentication failed",
                        client.ask("a LOGIN bob@example.test s3cret"));
                assertEquals(
                        "* CAPABILITY IMAP4rev1 IDLE",
                        client.ask("a LOGIN alice@example.test s3cret"));
            }
        }
    }

    @Test
    void whoIsRefusedIsNotOfferedToTheNextHost() throws Exception {
        try (ScriptedBackend first = answering(WRONG);
                ScriptedBackend second = answering(WRONG);
                TestProxy proxy = new TestProxy(folder, false)) {
            proxy.line(line("h1", first, true)).line(line("h2", second, true));
            proxy.users().with("alice@example.test", "h1", "h2");
            proxy.start();
            try (Wire client = greeted(proxy)) {
                assertEquals(
                        "a NO [AUTHENTICATIONFAILED] Authentication failed",
                        client.ask("a LOGIN alice@example.test s3cret"));
                assertEquals(1, first.connections() + second.connections());
            }
        }
    }
}
