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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tohost.backend.admin.BackupDesk;
import org.tohost.backend.admin.CompactDesk;
import org.tohost.backend.admin.DumpDesk;
import org.tohost.backend.admin.PurgeDesk;
import org.tohost.backend.admin.StraysDesk;
import org.tohost.backend.admin.UndeleteDesk;
import org.tohost.backend.admin.VerifyDesk;
import org.tohost.backend.backup.Backup;
import org.tohost.backend.server.Standing;
import org.tohost.backend.spool.SpoolWriter;
import org.tohost.backend.spool.Spooled;
import org.tohost.backend.store.Body;
import org.tohost.backend.store.Flags;
import org.tohost.backend.store.Intent;
import org.tohost.backend.store.MailStore;
import org.tohost.backend.store.MailboxView;
import org.tohost.backend.store.Message;
import org.tohost.backend.store.QuotaSettings;
import org.tohost.backend.store.StoreEnvironment;
import org.tohost.backend.store.SystemFlag;
import org.tohost.backend.transfer.ExportDesk;
import org.tohost.backend.transfer.ImportDesk;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.LookupResult;
import org.tohost.common.authent.Owners;
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
    /// Whom the user database does not know.
    static final UserId EVE = new UserId("eve@example.test");

    /// Who belongs to another node.
    static final UserId MOVED = new UserId("moved@example.test");

    private final Path home;
    private final MailStore store;
    private final AdminServer admin;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private volatile boolean silent;

    StoreNode(Path home) throws IOException {
        this(home, home.resolve("store"));
    }

    /// A node whose store is somewhere else.
    StoreNode(Path home, Path folder) throws IOException {
        this(home, folder, QuotaSettings.DEFAULT);
    }

    StoreNode(Path home, Path folder, QuotaSettings quotas) throws IOException {
        Files.createDirectories(home);
        this.home = home;
        Meters meters = new Meters(new SimpleMeterRegistry());
        store =
                MailStore.open(
                        folder,
                        MailStore.Settings.DEFAULT,
                        new StoreEnvironment(
                                new NodeId("be1"), Clock.systemUTC(), new SecureRandom(), meters));
        int port = Ports.free();
        admin =
                new AdminServer(
                        new Endpoint("127.0.0.1", port),
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                        List.of(),
                        new Telling(new TellDesk(List.of()), home, new SecureRandom()),
                        List.of(
                                new DumpDesk(store),
                                new VerifyDesk(store),
                                new BackupDesk(new Backup(store, Clock.systemUTC())),
                                new StraysDesk(store, this::standing),
                                new UndeleteDesk(store, this::find, quotas),
                                new PurgeDesk(store),
                                new CompactDesk(store),
                                new ExportDesk(store),
                                new ImportDesk(store, this::find, quotas)));
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

    private LookupResult find(UserId user) {
        if (silent) {
            return new LookupResult.Unavailable("silent");
        }
        String tohost = user.equals(MOVED) ? "be2" : "be1";
        return user.equals(EVE)
                ? new LookupResult.NoSuchUser()
                : new LookupResult.Found(new Account(user, List.of(tohost), Account.Status.OK));
    }

    private Standing standing(UserId user) {
        Owners owners = new Owners(Optional.empty(), _ -> false);
        return Standing.of(find(user), owners, new NodeId("be1"));
    }

    /// From now on the user database does not answer.
    void silence() {
        silent = true;
    }

    /// Puts a message into a mailbox.
    void append(UserId user, String mailbox, String text, Instant date) {
        try (SpoolWriter writer = store.spool().begin()) {
            byte[] octets = text.getBytes(StandardCharsets.UTF_8);
            writer.write(octets, 0, octets.length);
            try (Spooled body = writer.finish()) {
                Flags seen = Flags.of(SystemFlag.SEEN);
                var _ = store.user(user).apply(new Intent.Append(mailbox, body, seen, date));
            }
        }
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

    /// {@return what `tohost check` says is wrong with a file}
    String check(Path settings) {
        err.getBuffer().setLength(0);
        CommandLine line = TohostMain.commandLine();
        line.setErr(new PrintWriter(err, true));
        var _ = line.execute("check", "-c", settings.toString());
        return err.toString();
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
