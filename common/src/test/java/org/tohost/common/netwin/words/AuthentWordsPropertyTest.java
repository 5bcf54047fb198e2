package org.tohost.common.netwin.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tohost.common.domain.Secret;
import org.tohost.common.failure.Failure;
import org.tohost.common.testing.Dice;
import org.tohost.common.testing.Seeded;

class AuthentWordsPropertyTest {
    private static final String WORD = "abzAZ09@.-_=()*?\\'+$ü€\u2003\u007f";
    private static final String ANY = WORD + " \"\n\r\0\t";
    private static final List<String> PIECES =
            List.of(
                    "check", "lookup", "set", "search", "+OK", "+DATA", "-ERR", " ", "  ", "bob",
                    "\"", "=", "a=\"b\"", "quota=", "(NULL)", "-max", "7", "\n", "\0", "ü", "exit");

    @Test
    void whatIsWrittenIsReadTheSame() {
        Seeded.check(
                2000,
                dice -> {
                    AuthentCommand command = command(dice);
                    assertEquals(command, AuthentCommand.parse(oneLine(command.line())));
                    AuthentReply reply = reply(dice);
                    assertEquals(reply, AuthentReply.parse(oneLine(reply.line())));
                    AuthentUser user = user(dice);
                    assertEquals(user, AuthentUser.parse(user.reply().text()));
                });
    }

    @Test
    void whateverAPersonTypesNothingElseIsSaid() {
        Seeded.check(
                5000,
                dice -> {
                    String name = dice.text(ANY, 6);
                    Secret password = Secret.of(dice.octets(ANY, 6));
                    try {
                        var check = new AuthentCommand.Check(name, password, dice.text(ANY, 3));
                        assertEquals(check, AuthentCommand.parse(oneLine(check.line())));
                    } catch (Failure.Syntax e) {
                        // not said at all
                    }
                });
    }

    @Test
    void readersThrowNothingButSyntax() {
        Seeded.check(
                5000,
                dice -> {
                    byte[] line =
                            dice.oneIn(4)
                                    ? dice.bytes(60)
                                    : dice.words(PIECES, 12).getBytes(StandardCharsets.UTF_8);
                    syntaxAtMost(() -> AuthentCommand.parse(line));
                    syntaxAtMost(() -> AuthentReply.parse(line));
                    String text = new String(line, StandardCharsets.UTF_8);
                    syntaxAtMost(() -> AuthentUser.parse(text));
                });
    }

    private static void syntaxAtMost(Runnable read) {
        try {
            read.run();
        } catch (Failure.Syntax e) {
            // as agreed
        }
    }

    private static byte[] oneLine(byte[] line) {
        for (byte octet : line) {
            assertTrue(octet < 0 || octet >= ' ', "a control character in a line");
        }
        return line;
    }

    private static AuthentCommand command(Dice dice) {
        return switch (dice.upTo(7)) {
            case 0 ->
                    new AuthentCommand.Check(
                            word(dice), secret(dice), dice.oneIn(2) ? "" : word(dice));
            case 1 -> new AuthentCommand.Lookup(word(dice));
            case 2 ->
                    new AuthentCommand.Set(
                            word(dice),
                            dice.oneIn(2) ? Optional.empty() : Optional.of(secret(dice)),
                            facts(dice));
            case 3 -> new AuthentCommand.Del(word(dice));
            case 4 -> new AuthentCommand.Search(word(dice), dice.upTo(99), dice.upTo(99));
            case 5 -> new AuthentCommand.Version();
            case 6 -> new AuthentCommand.Help();
            default -> new AuthentCommand.Exit();
        };
    }

    private static AuthentReply reply(Dice dice) {
        String text = dice.text(WORD + " \"", 20);
        return switch (dice.upTo(3)) {
            case 0 -> new AuthentReply.Data(word(dice), facts(dice));
            case 1 -> new AuthentReply.Ok(text);
            case 2 -> new AuthentReply.Err(text);
            default -> new AuthentReply.Dead(text);
        };
    }

    private static AuthentUser user(Dice dice) {
        return new AuthentUser(word(dice), "/" + word(dice), "/" + word(dice), facts(dice));
    }

    private static Secret secret(Dice dice) {
        byte[] octets = dice.bytes(20);
        boolean sayable = AuthentLine.isWord(octets, true);
        return sayable ? Secret.of(octets) : Secret.of(word(dice));
    }

    private static Facts facts(Dice dice) {
        SortedMap<String, String> facts = new TreeMap<>();
        for (int i = dice.upTo(4); i > 0; i--) {
            facts.put("l" + dice.text("abc_.-7", 6), dice.text(WORD + "  ", 12));
        }
        return new Facts(facts);
    }

    private static String word(Dice dice) {
        return "w" + dice.text(WORD, 12);
    }
}
