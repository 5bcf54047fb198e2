package org.tohost.common.netwin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.AuthentModule;
import org.tohost.common.authent.Finding;
import org.tohost.common.authent.UserKey;
import org.tohost.common.domain.MailAddress;

/// Programs that misbehave. Each answers with its process id as `tohost`.
class ProcessFaultsTest {
    private static final String GOOD =
            """
            while read -r verb name password; do
                case $verb in
                    exit) : > "$1/bye"; exit ;;
                    *) echo "+OK $name config 0 tohost=\\"$$\\"" ;;
                esac
            done
            """;
    private static final String PATIENT = "g_authent_number \"1\"\ng_authent_timeout \"30s\"\n";
    private static final String HASTY = "g_authent_number \"1\"\ng_authent_timeout \"1s\"\n";

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exit",
                "read -r q; exit 1",
                "read -r q; printf '+OK bob@exa'; exit",
                "read -r q; printf '+OK bob@example.test config 0'; exit",
                "read -r q; echo hello; sleep 1000",
                "read -r q; echo '+OKAY bob@example.test config 0'; sleep 1000",
                "read -r q; printf '+OK b@example.test config\\n-ERR\\n'; sleep 1000",
                "read -r q; head -c 9000 /dev/zero | tr '\\0' a; sleep 1000",
                "read -r q; echo '+DATA bob@example.test'; sleep 1000",
                "read -r q; kill -9 $$",
                "echo '+OK i am ready'; sleep 1000",
                "exec <&-; exec >&-; sleep 1000"
            })
    void whatIsNoAnswerIsNoneAndTheNextProcessIsAsked(String fault) throws IOException {
        try (AuthentModule module = Peers.process(faultyAtFirst(fault), PATIENT)) {
            assertInstanceOf(Finding.Unavailable.class, module.find(Peers.key("bob@example.test")));
            assertInstanceOf(Finding.Found.class, module.find(Peers.key("bob@example.test")));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "read -r q; sleep 1000",
                "sleep 1000",
                "read -r q; sleep 2; echo '+OK late@example.test config 0 tohost=late'; cat"
            })
    void aLateAnswerIsNoAnswerToAnything(String fault) throws IOException {
        try (AuthentModule module = Peers.process(faultyAtFirst(fault), HASTY)) {
            assertInstanceOf(Finding.Unavailable.class, module.find(Peers.key("bob@example.test")));
            Peers.await(() -> isBob(module.find(Peers.key("bob@example.test"))));
        }
    }

    private static boolean isBob(Finding finding) {
        return switch (finding) {
            case Finding.Found(String entry, _) -> {
                assertEquals("bob@example.test", entry);
                yield true;
            }
            case Finding.None() -> throw new AssertionError("bob was there all the time");
            case Finding.Unavailable _ -> false;
        };
    }

    @Test
    void aSecondAnswerIsNotTakenForTheNext() throws IOException {
        String fault =
                """
                read -r q
                echo "+OK bob@example.test config 0 tohost=$$"
                while [ ! -e "$1/go" ]; do sleep 0.05; done
                echo "+OK eve@example.test config 0 tohost=second"
                sleep 1000
                """;
        try (AuthentModule module = Peers.process(faultyAtFirst(fault), PATIENT)) {
            String first = Peers.tohost(module.find(Peers.key("bob@example.test")));
            Files.createFile(folder.resolve("go"));
            long pid = Long.parseLong(first);
            Peers.await(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
            Finding next = module.find(Peers.key("bob@example.test"));
            assertTrue(isBob(next));
            assertNotEquals(first, Peers.tohost(next));
        }
    }

    @Test
    void deadIsAnOutageAndNoReasonToKill() throws IOException {
        String program = script("read -r q; echo '-DEAD no database'\n" + GOOD);
        try (AuthentModule module = Peers.process(program, PATIENT)) {
            assertEquals(
                    new Finding.Unavailable("no database"),
                    module.find(Peers.key("bob@example.test")));
            String first = Peers.tohost(module.find(Peers.key("bob@example.test")));
            assertEquals(first, Peers.tohost(module.find(Peers.key("eve@example.test"))));
        }
    }

    @Test
    void aProgramThatIsNotThereIsAnOutage() {
        try (AuthentModule module = Peers.process("/nonexistent/module -path /tmp", PATIENT)) {
            Finding.Unavailable outage =
                    assertInstanceOf(
                            Finding.Unavailable.class, module.find(Peers.key("bob@example.test")));
            assertTrue(outage.detail().contains("/nonexistent/module"), outage.detail());
            assertInstanceOf(
                    AuthResult.Unavailable.class,
                    module.check(
                            Peers.login("bob@example.test", "x"),
                            () -> module.find(Peers.key("bob@example.test"))));
            assertFalse(module.healthy());
        }
    }

    @Test
    void isHealthyAgainWhenItAnswersAgain() throws IOException {
        String program = faultyAtFirst("exit");
        try (AuthentModule module = Peers.process(program, PATIENT)) {
            assertFalse(module.healthy());
            assertTrue(module.healthy());
        }
    }

    @Test
    void muchErrorOutputHoldsNothingUp() throws IOException {
        String program = script("yes something is wrong | head -c 1000000 >&2\n" + GOOD);
        try (AuthentModule module = Peers.process(program, PATIENT)) {
            assertInstanceOf(Finding.Found.class, module.find(Peers.key("bob@example.test")));
        }
    }

    @Test
    void partsFromItsProcessesWithExit() throws IOException {
        AuthentModule module = Peers.process(script(GOOD), PATIENT);
        assertInstanceOf(Finding.Found.class, module.find(Peers.key("bob@example.test")));
        module.close();
        assertTrue(Files.exists(folder.resolve("bye")));
        assertInstanceOf(Finding.Unavailable.class, module.find(Peers.key("bob@example.test")));
    }

    @Test
    void endsWhatDoesNotPart() throws IOException {
        String deaf = GOOD.replace("exit) : > \"$1/bye\"; exit ;;", "exit) sleep 1000 ;;");
        AuthentModule module = Peers.process(script(deaf), PATIENT);
        long pid = Long.parseLong(Peers.tohost(module.find(Peers.key("bob@example.test"))));
        module.close();
        Peers.await(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void saysWhatItIsToldToAndNothingElse() throws IOException {
        String program =
                script(
                        """
                        while read -r line; do
                            echo "$line" >> "$1/asked"
                            echo "+OK bob@example.test config 0"
                        done
                        """);
        try (AuthentModule module =
                Peers.process(program, PATIENT + "g_authent_addip \"true\"\n")) {
            for (String password :
                    List.of("good", "a b", "a\nlookup x", "\"", "passwörd", "x".repeat(513))) {
                var _ = module.check(Peers.login("Bob@Example.test", password), Finding.None::new);
            }
            var _ = module.check(Peers.login("jürgen@example.test", "good"), Finding.None::new);
            assertEquals(new Finding.None(), module.find(new UserKey.CatchAll("example.test")));
            MailAddress spaced = new MailAddress("bo b", "example.test");
            assertEquals(new Finding.None(), module.find(new UserKey.Address(spaced)));
            assertEquals(new Finding.None(), module.find(Peers.key("jürgen@example.test")));
        }
        assertEquals(
                List.of("check bob@example.test good 192.0.2.1", "exit"),
                Files.readAllLines(folder.resolve("asked")));
    }

    private String faultyAtFirst(String fault) throws IOException {
        return script("if mkdir \"$1/first\" 2>/dev/null; then\n" + fault + "\nfi\n" + GOOD);
    }

    private String script(String text) throws IOException {
        Path script = Files.writeString(folder.resolve("module.sh"), text);
        return "/bin/sh '%s' '%s'".formatted(script, folder);
    }
}
