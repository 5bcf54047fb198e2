package org.tohost.deploy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.tohost.backend.store.Body;
import org.tohost.backend.store.IndexSettings;
import org.tohost.backend.store.MailStore;
import org.tohost.backend.store.MailboxView;
import org.tohost.backend.store.Message;
import org.tohost.backend.store.StoreEnvironment;
import org.tohost.backend.store.StoreSettings;
import org.tohost.backend.transfer.ExportDesk;
import org.tohost.backend.transfer.ImportDesk;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.LookupResult;
import org.tohost.common.config.Endpoint;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.UserId;
import org.tohost.common.metrics.AdminServer;
import org.tohost.common.metrics.Meters;
import org.tohost.common.metrics.Telling;
import org.tohost.common.tell.TellDesk;
import org.tohost.common.testing.Ports;
import picocli.CommandLine;

/// A store behind an admin port, and `tohost store` for it. Everybody is a user but eve.
final class StoreNode implements AutoCloseable {
    private static final UserId EVE = new UserId("eve@example.test");

    private final Path home;
    private final MailStore store;
    private final AdminServer admin;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    StoreNode(Path home) throws IOException {
        this.home = home;
        Meters meters = new Meters(new SimpleMeterRegistry());
        store =
                MailStore.open(
                        home.resolve("store"),
                        StoreSettings.DEFAULT,
                        IndexSettings.DEFAULT,
                        new StoreEnvironment(
                                new NodeId("be1"), Clock.systemUTC(), new SecureRandom(), meters));
        int port = Ports.free();
        admin =
                new AdminServer(
                        new Endpoint("127.0.0.1", port),
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                        List.of(),
                        new Telling(new TellDesk(List.of()), home, new SecureRandom()),
                        List.of(new ExportDesk(store), new ImportDesk(store, StoreNode::find)));
        admin.start();
        Files.writeString(
                home.resolve("tohost.ini"),
                """
                g_roles "backend"
                g_node_name "be1"
                g_home "."
                g_admin_listen "127.0.0.1:%d"
                """
                        .formatted(port));
    }

    private static LookupResult find(UserId user) {
        return user.equals(EVE)
                ? new LookupResult.NoSuchUser()
                : new LookupResult.Found(new Account(user, List.of("be1"), Account.Status.OK));
    }

    MailStore store() {
        return store;
    }

    /// Runs `tohost store`. {@return the exit status}
    int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine line = TohostMain.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        List<String> all = new ArrayList<>(List.of("store"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--config", home.resolve("tohost.ini").toString()));
        return line.execute(all.toArray(new String[0]));
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    /// {@return all that a user has, a line for each mailbox and message}
    String dump(String user) {
        StringBuilder dump = new StringBuilder();
        var view = store.user(new UserId(user)).view();
        for (MailboxView mailbox : view.mailboxes().values()) {
            dump.append(mailbox.name()).append(' ').append(mailbox.uidValidity());
            dump.append(" next ").append(mailbox.uidNext()).append('\n');
            for (Message m : mailbox.messages().stream().toList()) {
                Body body = store.user(view.user()).body(m.body());
                String text = new String(body.read(0, (int) body.size()), StandardCharsets.UTF_8);
                dump.append("  ").append(m.uid()).append(' ').append(m.flags()).append(' ');
                dump.append(m.internalDate()).append(' ').append(m.uidl()).append(' ');
                dump.append(text.replace("\r\n", "|")).append('\n');
            }
        }
        return dump.append(view.subscriptions()).append('\n').toString();
    }

    @Override
    public void close() {
        admin.stop();
        store.close();
    }
}
