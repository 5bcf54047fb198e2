package org.tohost.common.netwin.words;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.domain.Secret;
import org.tohost.common.failure.Failure;

class AuthentWordsTest {
    private static final Charset UTF_8 = StandardCharsets.UTF_8;
    private static final Secret PASSWORD = Secret.of("s3cret");

    @Test
    void readsCommands() {
        assertEquals(
                new AuthentCommand.Check("bob@test.com", PASSWORD, ""),
                command("check bob@test.com s3cret"));
        assertEquals(
                new AuthentCommand.Check("bob@test.com", PASSWORD, "10.0.0.1"),
                command("CHECK  bob@test.com   s3cret 10.0.0.1 "));
        assertEquals(
                new AuthentCommand.Lookup("jürgen@test.com"), command("lookup jürgen@test.com"));
        assertEquals(
                new AuthentCommand.Set(
                        "bob@test.com",
                        Optional.of(PASSWORD),
                        Facts.of(Map.of("quota", "200", "full_name", "Bob B."))),
                command("set bob@test.com s3cret quota=\"200\" Full_Name=\"Bob B.\""));
        assertEquals(
                new AuthentCommand.Set(
                        "bob@test.com", Optional.empty(), Facts.of(Map.of("fwd", ""))),
                command("set bob@test.com (NULL) fwd=\"\""));
        assertEquals(new AuthentCommand.Del("bob@test.com"), command("del bob@test.com"));
        assertEquals(
                new AuthentCommand.Search("b*", 20, 10), command("search b* -max 10 -from 20"));
        assertEquals(new AuthentCommand.Search("b*", 0, 1000), command("search b*"));
        assertEquals(new AuthentCommand.Version(), command("version"));
        assertEquals(new AuthentCommand.Help(), command("help"));
        assertEquals(new AuthentCommand.Exit(), command("quit"));
        assertEquals(new AuthentCommand.Exit(), command("exit"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "chek bob x",
                "check",
                "check bob",
                "check bob a b c",
                "check bob \"a b\"",
                "check b\tb x",
                "lookup bob\rexit",
                "lookup bob\nexit",
                "lookup a b",
                "set bob quota=\"200\"",
                "set bob x quota",
                "set bob x quota=\"200",
                "set bob x quota=\"2\"00\"",
                "set bob x quota=\"1\" quota=\"2\"",
                "search",
                "search a -from",
                "search a -from x",
                "search a -max 1234567890",
                "search a -all 1",
                "exit now"
            })
    void refusesWhatIsNoCommand(String line) {
        assertThrows(Failure.Syntax.class, () -> command(line));
    }

    @Test
    void readsReplies() {
        assertEquals(new AuthentReply.Ok(""), reply("+OK"));
        assertEquals(
                new AuthentReply.Err("bob@test.com password wrong or not a valid user"),
                reply("-ERR bob@test.com password wrong or not a valid user"));
        assertEquals(new AuthentReply.Dead("no database"), reply("-DEAD no database"));
        assertEquals(
                new AuthentReply.Data("bob@test.com", Facts.of(Map.of("quota", "2"))),
                reply("+DATA bob@test.com quota=\"2\""));
        for (String line : List.of("", "OK", "+OKAY", "+DATA", "ERR", "bob", "+ok\0")) {
            assertThrows(Failure.Syntax.class, () -> reply(line), line);
        }
    }

    @Test
    void readsUsers() {
        AuthentUser bob =
                AuthentUser.parse("bob@test.com config 0 quota=\"200\" fwd=\"fred@test.com\"");
        assertEquals(
                new AuthentUser(
                        "bob@test.com", Facts.of(Map.of("quota", "200", "fwd", "fred@test.com"))),
                bob);
        assertEquals(
                new AuthentUser("bob", "/var/mail/bob", "1000", Facts.NONE),
                AuthentUser.parse("bob /var/mail/bob 1000"));
        assertEquals(new AuthentUser("bob", Facts.NONE), AuthentUser.parse("bob config"));
        assertEquals(new AuthentUser("bob", Facts.NONE), AuthentUser.parse("bob"));
        assertEquals(
                List.of("be1", "be2"),
                AuthentUser.parse("bob config 0 tohost=\"be1, be2,\"").facts().list("tohost"));
        assertEquals(
                "backend.host.name",
                AuthentUser.parse("bob config 0 tohost=backend.host.name x=")
                        .facts()
                        .get("tohost"));
        assertThrows(Failure.Syntax.class, () -> AuthentUser.parse(""));
        assertThrows(Failure.Syntax.class, () -> AuthentUser.parse("bob a b c"));
    }

    @Test
    void readsLatinOneOfOldModules() {
        assertEquals(
                new AuthentReply.Ok("jürgen config"),
                AuthentReply.parse("+OK jürgen config".getBytes(StandardCharsets.ISO_8859_1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\nb", "a\rb", "a\0b", "a\tb", "a\"b"})
    void nothingIsSmuggledIn(String word) {
        assertThrows(Failure.Syntax.class, () -> new AuthentCommand.Lookup(word));
        assertThrows(Failure.Syntax.class, () -> new AuthentCommand.Del(word));
        assertThrows(Failure.Syntax.class, () -> new AuthentCommand.Search(word, 0, 1));
        assertThrows(
                Failure.Syntax.class, () -> new AuthentCommand.Check("bob", Secret.of(word), ""));
        assertThrows(Failure.Syntax.class, () -> new AuthentUser(word, Facts.NONE));
        assertThrows(Failure.Syntax.class, () -> Facts.of(Map.of(word, "x")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "a\0b"})
    void noTextEndsALine(String text) {
        assertThrows(Failure.Syntax.class, () -> new AuthentReply.Ok(text));
        assertThrows(Failure.Syntax.class, () -> new AuthentReply.Err(text));
        assertThrows(Failure.Syntax.class, () -> new AuthentReply.Dead(text));
        assertThrows(Failure.Syntax.class, () -> Facts.of(Map.of("fwd", text)));
    }

    @Test
    void aPasswordNeverMeansNone() {
        assertThrows(
                Failure.Syntax.class,
                () -> new AuthentCommand.Set("bob", Optional.of(Secret.of("(NULL)")), Facts.NONE));
    }

    @Test
    void linesAreBounded() {
        byte[] longest = ("lookup " + "a".repeat(AuthentLine.MAX - 7)).getBytes(UTF_8);
        assertArrayEquals(longest, AuthentCommand.parse(longest).line());
        var tooLong = new AuthentCommand.Lookup("a".repeat(AuthentLine.MAX - 6));
        assertThrows(Failure.Syntax.class, tooLong::line);
        byte[] line = ("lookup " + "a".repeat(AuthentLine.MAX - 6)).getBytes(UTF_8);
        assertThrows(Failure.Syntax.class, () -> AuthentCommand.parse(line));
    }

    @Test
    void highOctetsAreAMatterOfTaste() {
        assertTrue(AuthentLine.isWord("jürgen".getBytes(UTF_8), true));
        assertFalse(AuthentLine.isWord("jürgen".getBytes(UTF_8), false));
        assertFalse(AuthentLine.isWord(new byte[] {127}, false));
        assertFalse(AuthentLine.isWord(new byte[] {31}, true));
        assertFalse(AuthentLine.isWord(new byte[0], true));
    }

    private static AuthentCommand command(String line) {
        return AuthentCommand.parse(line.getBytes(UTF_8));
    }

    private static AuthentReply reply(String line) {
        return AuthentReply.parse(line.getBytes(UTF_8));
    }
}
