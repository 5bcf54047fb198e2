package org.tohost.common.netwin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.AuthentModule;
import org.tohost.common.authent.Finding;
import org.tohost.common.fixture.Programs;

/// The program of `deploy/examples`, as it is.
class ExampleModuleTest {
    @Test
    void knowsItsUsers(@TempDir Path folder) throws IOException {
        Path users = folder.resolve("users.csv");
        Files.writeString(users, "ann@example.test,s3cret,be1\nben@example.test,s3same,be2\n");
        Path python = Programs.find("python3", "python3");
        Path script = Programs.source("deploy/examples/authent.py");
        String program = "'%s' '%s' '%s'".formatted(python, script, users);
        try (AuthentModule module = Peers.process(program, "g_authent_timeout \"60s\"\n")) {
            assertEquals("be2", Peers.tohost(module.find(Peers.key("ben@example.test"))));
            assertEquals(new Finding.None(), module.find(Peers.key("eve@example.test")));
            AuthResult.Accepted ann =
                    assertInstanceOf(
                            AuthResult.Accepted.class,
                            module.check(
                                    Peers.login("ann@example.test", "s3cret"), Finding.None::new));
            assertEquals(Account.Status.OK, ann.account().status());
            assertEquals(
                    new AuthResult.Rejected(AuthResult.Reason.WRONG_PASSWORD),
                    module.check(
                            Peers.login("ann@example.test", "s3same"),
                            () -> module.find(Peers.key("ann@example.test"))));
            Files.writeString(users, "ann@example.test,s3cret,be3\n");
            assertEquals("be3", Peers.tohost(module.find(Peers.key("ann@example.test"))));
        }
    }
}
