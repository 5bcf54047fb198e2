package org.tohost.common.netwin;

import static org.junit.jupiter.api.Assertions.assertFalse;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.AuthentModule;
import org.tohost.common.authent.Finding;

class LoggedWordsTest {
    private static final String SECRET = "pa55w0rd";

    @Test
    void noPasswordIsLogged() throws Exception {
        Logger caught = (Logger) LoggerFactory.getLogger("org.tohost.common.netwin");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Level before = caught.getLevel();
        lines.start();
        caught.addAppender(lines);
        caught.setLevel(Level.TRACE);
        try {
            talk();
        } finally {
            caught.detachAppender(lines);
            caught.setLevel(before);
        }
        assertFalse(lines.list.isEmpty());
        for (ILoggingEvent line : lines.list) {
            assertFalse(line.getFormattedMessage().contains(SECRET), line.getFormattedMessage());
        }
    }

    private static void talk() throws Exception {
        FixedUsers users = new FixedUsers().with("bob", SECRET, Account.Status.OK, "be1");
        AuthentServer server = Peers.server(users, "");
        try (AuthentModule module = Peers.tcp(Peers.at(server))) {
            for (String password :
                    List.of(SECRET, SECRET + "x", SECRET + " x", SECRET + "\n", SECRET + "ü")) {
                var _ = module.check(Peers.login("bob@example.test", password), Finding.None::new);
            }
            server.stop();
            var _ = module.check(Peers.login("bob@example.test", SECRET), Finding.None::new);
        }
    }
}
