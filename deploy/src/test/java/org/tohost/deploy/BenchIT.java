package org.tohost.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.testing.Eventually;
import org.tohost.deploy.demo.RunningDemo;
import picocli.CommandLine;

/// `tohost bench` against the demo: what succeeds is counted, what does not is told.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BenchIT {
    private Path password;
    private Path users;
    private RunningDemo demo;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        demo = RunningDemo.start(folder.resolve("home"), "--users", "3");
        password = Files.writeString(folder.resolve("password"), "demo\n");
        users =
                Files.writeString(
                        folder.resolve("users"), "alice@example.test\nbob@example.test\n");
    }

    @AfterAll
    void end() {
        demo.close();
    }

    @Test
    void whatIsDeliveredIsFetchedAgainOctetByOctet() {
        assertGood(10, bench("deliver", "smtp", 587, "--starttls", "--count", "10"));
        // deliveries to the other back-end take a moment
        Eventually.holds("mail", () -> bench("fetch", "imaps", 993, "--count", "2").status() == 0);
        assertGood(20, bench("fetch", "imap", 143, "--starttls", "--count", "20"));
        assertGood(20, bench("fetch", "pop3s", 995, "--count", "20"));
        Run missing = bench("fetch", "imaps", 993, "--message", "999", "--max-errors", "1");
        assertEquals(1, missing.status());
        assertTrue(missing.out().contains("no message"), missing::out);
    }

    @Test
    void loginsAndIdleSessionsAreCounted() {
        assertGood(20, bench("login", "imaps", 993, "--count", "20"));
        assertGood(20, bench("login", "pop3", 110, "--starttls", "--count", "20"));
        assertGood(20, bench("login", "smtps", 465, "--count", "20"));
        assertGood(2, bench("idle", "imaps", 993, "--time", "1"));
    }

    @Test
    void errorsAreToldAndMakeTheExitStatus() throws IOException {
        Path wrong = Files.writeString(password.resolveSibling("wrong"), "not demo\n");
        Run refused = run("login", url("imap", 143), wrong, "--insecure", "--max-errors", "1");
        assertEquals(1, refused.status());
        assertTrue(refused.out().contains("login: NO [AUTHENTICATIONFAILED]"), refused::out);
        Run unknown = run("login", url("imaps", 993), password, "--max-errors", "1");
        assertEquals(1, unknown.status());
        assertTrue(unknown.out().contains("SSLHandshakeException"), unknown::out);
    }

    private record Run(int status, String out) {}

    private static void assertGood(long operations, Run run) {
        assertEquals(0, run.status(), run::out);
        assertTrue(run.out().contains("\"operations\":" + operations + ","), run::out);
        assertTrue(run.out().contains("\"errors\":0,"), run::out);
    }

    private String url(String scheme, int port) {
        return scheme + "://127.0.0.1:" + demo.port(port);
    }

    private Run bench(String load, String scheme, int port, String... options) {
        List<String> all = new ArrayList<>(List.of("--insecure", "-n", "2"));
        all.addAll(List.of(options));
        return run(load, url(scheme, port), password, all.toArray(String[]::new));
    }

    private Run run(String load, String url, Path secret, String... options) {
        List<String> words = new ArrayList<>(List.of("bench", load, url, "--json"));
        words.addAll(List.of("--user-file", users.toString()));
        words.addAll(List.of("--password-file", secret.toString()));
        words.addAll(List.of(options));
        StringWriter out = new StringWriter();
        CommandLine line = TohostMain.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(out));
        return new Run(line.execute(words.toArray(String[]::new)), out.toString());
    }
}
