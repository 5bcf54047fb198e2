package org.tohost.common.netwin;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.tohost.common.fixture.UsersFixture;

/// A program that knows the users of the contract: our server, on its standard streams.
final class StdioPeer {
    private StdioPeer() {}

    /// Answers until `exit`.
    public static void main(String[] arguments) throws IOException {
        new AuthentServer(
                        UsersFixture.bind(AuthentServerSettings.class, Peers.PATIENT),
                        FixedUsers.ofContract(),
                        Optional.empty(),
                        Clock.systemUTC())
                .converse(System.in, System.out);
    }

    /// {@return the line that starts it}
    static String commandLine() {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return "'%s' -Xshare:auto -XX:TieredStopAtLevel=1 -cp '%s' %s"
                .formatted(java, System.getProperty("java.class.path"), StdioPeer.class.getName());
    }
}
