package org.tohost.common.netwin;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.tohost.common.authent.AuthentModule;
import org.tohost.common.authent.Finding;
import org.tohost.common.authent.Login;
import org.tohost.common.authent.LoginName;
import org.tohost.common.authent.UserDatabase;
import org.tohost.common.authent.UserKey;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.Service;
import org.tohost.common.fixture.UsersFixture;

/// Both ends of the protocol, their settings written as in `tohost.ini`.
final class Peers {
    /// Wrong passwords as often as a test likes.
    static final String PATIENT = "g_authent_server_failures \"1000000\"\n";

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Peers() {}

    /// {@return a module that starts this program}
    static AuthentModule process(String commandLine, String settings) {
        String program =
                "g_authent_process \""
                        + commandLine.replace("\\", "\\\\").replace("\"", "\\\"")
                        + "\"\n";
        return ProcessModule.of(
                UsersFixture.bind(ProcessSettings.class, program),
                UsersFixture.bind(QuestionSettings.class, settings),
                Clock.systemUTC());
    }

    /// {@return a module that asks servers, which stand in the settings}
    static AuthentModule tcp(String settings) {
        return TcpModule.of(
                UsersFixture.bind(TcpSettings.class, settings),
                UsersFixture.bind(QuestionSettings.class, settings),
                Clock.systemUTC());
    }

    /// {@return a server that has been started, on any port of loopback unless the settings say
    /// where}
    static AuthentServer server(UserDatabase users, String settings) throws IOException {
        String listen =
                settings.contains("g_authent_server_listen")
                        ? ""
                        : "g_authent_server_listen \"127.0.0.1:0\"\n";
        AuthentServer server =
                new AuthentServer(
                        UsersFixture.bind(AuthentServerSettings.class, settings + listen),
                        users,
                        Optional.empty(),
                        Clock.systemUTC());
        server.start();
        return server;
    }

    /// {@return the line that names this server for the module}
    static String at(AuthentServer server) {
        return "g_authent_tcp \"localhost:" + server.port() + "\"\n";
    }

    static Login login(String name, String password) {
        return new Login(new LoginName(name), Secret.of(password), Service.IMAP, "192.0.2.1");
    }

    static UserKey key(String name) {
        return new UserKey.Login(new LoginName(name));
    }

    /// {@return the one `tohost` of a user who must be found}
    static String tohost(Finding finding) {
        if (finding instanceof Finding.Found(_, var account)) {
            return account.tohost().getFirst();
        }
        throw new AssertionError("not found: " + finding);
    }

    /// Waits until it is so.
    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + LIMIT);
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }
}
