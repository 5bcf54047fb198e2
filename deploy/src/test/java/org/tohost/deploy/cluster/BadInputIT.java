package org.tohost.deploy.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.tohost.common.testing.Eventually;

/// Names and passwords that are none, from a client of IMAP through the proxy to OpenLDAP: each is
/// refused, and stands in the log once.
class BadInputIT {
    private static final String NAME = "user0@example.test";
    private static final byte[] SECRET = octets("secret");

    @TempDir private Path folder;
    private final Recording log = new Recording();

    /// What a client says.
    private record Said(byte[] name, byte[] password) {
        static Said name(String name) {
            return new Said(octets(name), SECRET);
        }
    }

    private static List<Said> bad() {
        return List.of(
                Said.name("*@example.test"),
                Said.name("user*@example.test"),
                Said.name("*)(mail=*"),
                Said.name("user0@example.test)(|(mail=*"),
                Said.name("user0\\@example.test"),
                Said.name("\\2a@example.test"),
                Said.name("uid=user0,ou=people,dc=tohost,dc=test"),
                Said.name("user0,ou=people@example.test"),
                Said.name("user0 @example.test"),
                Said.name(" " + NAME),
                Said.name("user0\0@example.test"),
                Said.name("u".repeat(10_240) + "@example.test"),
                new Said(new byte[] {'u', (byte) 0xC3, '@', 'x'}, SECRET),
                new Said(octets(NAME), new byte[0]),
                new Said(octets(NAME), new byte[] {0}),
                new Said(octets(NAME), octets("secret\0")));
    }

    @Test
    void isRefusedAndLoggedOnce() throws Exception {
        Logger logins = (Logger) LoggerFactory.getLogger("tohost.login");
        Level before = logins.getLevel();
        logins.setLevel(Level.INFO);
        log.start();
        try (SmallCluster cluster = new SmallCluster(folder, 1, "off")) {
            logins.addAppender(log);
            for (Said said : bad()) {
                assertRefused(cluster, said);
            }
            String answer = cluster.tryLogIn(octets("USER0@Example.Test"), SECRET);
            assertTrue(answer.startsWith("t OK"), answer);
        } finally {
            logins.detachAppender(log);
            logins.setLevel(before);
        }
    }

    private void assertRefused(SmallCluster cluster, Said said) throws Exception {
        log.lines.clear();
        String name = new String(said.name(), StandardCharsets.ISO_8859_1);
        String shown = name.substring(0, Math.min(50, name.length()));
        String answer = cluster.tryLogIn(said.name(), said.password());
        boolean refused = answer.equals("t NO [AUTHENTICATIONFAILED] Authentication failed");
        boolean nonsense = answer.startsWith("t BAD") || answer.startsWith("* BYE");
        assertTrue(refused || nonsense, () -> shown + ": " + answer);
        if (refused) {
            Eventually.holds("it is logged: " + shown, () -> !log.lines.isEmpty());
        }
        assertEquals(refused ? 1 : 0, log.lines.size(), shown);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final class Recording extends AppenderBase<ILoggingEvent> {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
        }
    }
}
