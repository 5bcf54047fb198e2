package org.tohost.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir private Path home;

    @BeforeEach
    void settings() throws IOException {
        Files.writeString(
                home.resolve("tohost.ini"),
                """
                g_roles "backend"
                g_node_name "be1"
                g_home "%s"
                """
                        .formatted(home));
        Files.writeString(home.resolve("secret"), "bob's own\nsecond line\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "add", "set", "passwd", "del", "list"})
    void everyCommandHasHelp(String command) {
        assertEquals(0, execute(("user " + command + " --help").split(" +")));
        assertTrue(out.toString().startsWith("Usage: tohost user " + command), out::toString);
    }

    @Test
    void addsChangesListsAndDeletes() throws IOException {
        assertEquals(0, add("Bob@Example.test", "--tohost", "be1", "full_name=Bob \\ B."), told());
        assertEquals("added bob@example.test", out.toString().strip());
        assertTrue(users().startsWith("bob@example.test:{PBKDF2-SHA256}"), users());
        String before = users();

        assertEquals(0, user("set", "bob@example.test", "quota=5", "tohost="), told());
        assertTrue(users().contains("quota=\"5\""), users());
        assertFalse(users().contains("tohost"), users());

        assertEquals(0, user("passwd", "--password-file", secret(), "bob@example.test"), told());
        assertFalse(users().startsWith(before.substring(0, before.indexOf(':', 20))));

        assertEquals(0, user("list", "bo*"), told());
        assertTrue(out.toString().startsWith("USER"), out::toString);
        assertTrue(out.toString().contains("full_name=Bob \\ B."), out::toString);
        assertEquals(0, user("list", "--json"), told());
        assertTrue(
                out.toString().contains("{\"user\":\"bob@example.test\",\"facts\":{"),
                out::toString);
        assertTrue(out.toString().contains("\"full_name\":\"Bob \\\\ B.\""), out::toString);

        assertEquals(0, user("del", "--yes", "bob@example.test"), told());
        assertEquals("", users());
    }

    @Test
    void saysInPlainWordsWhatIsWrong() {
        assertEquals(0, add("bob@example.test"), told());

        assertTells(1, "exists already", "add", "--password-file", secret(), "bob@example.test");
        assertTells(1, "no such user", "set", "nobody@example.test", "quota=1");
        assertTells(1, "no such user", "passwd", "--password-file", secret(), "x@example.test");
        assertTells(1, "no such user", "del", "--yes", "nobody@example.test");
        assertTells(1, "quota", "set", "bob@example.test", "quota=much");
        assertTells(1, "no such file", "passwd", "--password-file", "/none", "bob@example.test");
        assertTells(2, "no user's name", "set", "bob", "quota=1");
        assertTells(2, "--yes", "del", "bob@example.test");
        assertTells(2, "--password-stdin", "passwd", "bob@example.test");
        assertTells(2, "LABEL=VALUE", "set", "bob@example.test");
        assertTells(2, "LABEL=VALUE", "set", "bob@example.test", "quota");
    }

    private void assertTells(int status, String words, String... arguments) {
        assertEquals(status, user(arguments), told());
        assertTrue(err.toString().contains(words), err::toString);
    }

    private int add(String... arguments) {
        List<String> all = new ArrayList<>(List.of("add", "--password-file", secret()));
        all.addAll(List.of(arguments));
        return user(all.toArray(String[]::new));
    }

    private int user(String... arguments) {
        List<String> all = new ArrayList<>(List.of("user", arguments[0]));
        all.addAll(List.of("-c", home.resolve("tohost.ini").toString()));
        all.addAll(List.of(arguments).subList(1, arguments.length));
        return execute(all.toArray(String[]::new));
    }

    private int execute(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return TohostMain.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private String secret() {
        return home.resolve("secret").toString();
    }

    private String users() throws IOException {
        return Files.readString(home.resolve("users"));
    }

    private String told() {
        return err.toString();
    }
}
