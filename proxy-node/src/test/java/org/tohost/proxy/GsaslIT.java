package org.tohost.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tohost.common.domain.Service;
import org.tohost.common.testing.ScramClient;
import org.tohost.proxy.fixture.Scripts;
import org.tohost.proxy.fixture.TestProxy;
import org.tohost.proxy.fixture.Wire;

/// Logins of a client of another make: GNU SASL (Debian package gsasl).
final class GsaslIT {
    @TempDir Path folder;
    private final Scripts scripts = new Scripts();

    @ParameterizedTest
    @CsvSource({
        "imap, SCRAM-SHA-256",
        "imap, PLAIN",
        "imap, LOGIN",
        "smtp, SCRAM-SHA-256",
        "smtp, LOGIN"
    })
    void logsIn(String protocol, String mechanism) throws Exception {
        try (TestProxy proxy = new TestProxy(folder, true)) {
            proxy.logins(TestProxy.logins("SCRAM-SHA-256, PLAIN, LOGIN", Optional.empty()));
            proxy.backend(
                    "be1",
                    protocol.equals("imap")
                            ? scripts.imap(Wire::line) // it says goodbye, and is left alone
                            : scripts.smtp(Wire::line));
            proxy.users()
                    .with(
                            "alice@example.test",
                            ScramClient.verifier("s3cret", new byte[] {1, 2, 3, 4, 5, 6}, 4096),
                            "be1");
            proxy.start();
            Service service = protocol.equals("imap") ? Service.IMAP : Service.SUBMISSION;
            String said = gsasl(protocol, mechanism, proxy.plainPort(service));
            assertEquals("alice@example.test", scripts.ticket().user().orElseThrow().name(), said);
        }
    }

    private String gsasl(String protocol, String mechanism, int port)
            throws IOException, InterruptedException {
        Path said = folder.resolve("gsasl.out");
        Process gsasl =
                new ProcessBuilder(
                                "gsasl",
                                "--" + protocol,
                                "--no-starttls",
                                "--mechanism=" + mechanism,
                                "--authentication-id=alice@example.test",
                                "--authorization-id=",
                                "--password=s3cret",
                                "127.0.0.1",
                                String.valueOf(port))
                        .redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectOutput(said.toFile())
                        .start();
        try {
            assertTrue(gsasl.waitFor(30, TimeUnit.SECONDS), "gsasl did not end");
        } finally {
            gsasl.destroyForcibly();
        }
        return Files.readString(said, StandardCharsets.UTF_8);
    }
}
