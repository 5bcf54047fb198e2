package org.tohost.backend.transfer;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.tohost.backend.store.Flags;
import org.tohost.common.failure.Failure;

/// Entries as lines: words with spaces between, texts percent-encoded, `-` for an empty one. Pure.
public final class EntryCodec {
    private EntryCodec() {}

    /// {@return the line, without its end}
    public static String line(Entry entry) {
        return switch (entry) {
            case Entry.Mailbox m ->
                    "mailbox "
                            + text(m.name())
                            + " "
                            + m.uidValidity()
                            + (m.subscribed() ? " subscribed" : " -");
            case Entry.Message m -> message(m);
            case Entry.Flagged(long uid, Flags flags) -> "flags " + uid + " " + flags(flags);
            case Entry.UpTo(long uid) -> "upto " + uid;
            case Entry.Subscription(String name) -> "subscription " + text(name);
            case Entry.End() -> "end";
        };
    }

    private static String message(Entry.Message message) {
        return String.join(
                " ",
                "message",
                Long.toString(message.size()),
                Long.toString(message.uid()),
                Long.toString(message.internalDate().getEpochSecond()),
                flags(message.flags()),
                Long.toString(message.copy()),
                text(message.key()),
                text(message.uidl()));
    }

    private static String flags(Flags flags) {
        return flags.isEmpty()
                ? "-"
                : flags.names().stream().map(EntryCodec::text).collect(Collectors.joining(","));
    }

    /// Reads a line.
    ///
    /// @throws Failure.Syntax if it is none of these
    public static Entry parse(String line) {
        List<String> words = Arrays.asList(line.split(" ", -1));
        String shape = words.getFirst() + " " + words.size();
        return switch (shape) {
            case "mailbox 4" ->
                    new Entry.Mailbox(
                            untext(words.get(1)),
                            number(words.get(2)),
                            words.get(3).equals("subscribed"));
            case "message 8" -> message(words);
            case "flags 3" -> new Entry.Flagged(number(words.get(1)), flags(words.get(2)));
            case "upto 2" -> new Entry.UpTo(number(words.get(1)));
            case "subscription 2" -> new Entry.Subscription(untext(words.get(1)));
            case "end 1" -> new Entry.End();
            default -> throw new Failure.Syntax("no entry of a stream of mail");
        };
    }

    private static Entry.Message message(List<String> words) {
        return new Entry.Message(
                number(words.get(1)),
                number(words.get(2)),
                date(words.get(3)),
                flags(words.get(4)),
                number(words.get(5)),
                untext(words.get(6)),
                untext(words.get(7)));
    }

    private static Flags flags(String word) {
        return word.equals("-")
                ? Flags.NONE
                : Flags.parse(Arrays.stream(word.split(",", -1)).map(EntryCodec::untext).toList());
    }

    private static Instant date(String word) {
        boolean negative = word.startsWith("-");
        long seconds = number(negative ? word.substring(1) : word);
        return Instant.ofEpochSecond(negative ? -seconds : seconds);
    }

    private static long number(String word) {
        if (!word.matches("[0-9]{1,15}")) {
            throw new Failure.Syntax("expected a number in a stream of mail");
        }
        return Long.parseLong(word);
    }

    private static String text(String text) {
        return text.isEmpty()
                ? "-"
                : URLEncoder.encode(text, StandardCharsets.UTF_8).replace("-", "%2D");
    }

    private static String untext(String word) {
        try {
            return word.equals("-") ? "" : URLDecoder.decode(word, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Failure.Syntax("a bad text in a stream of mail");
        }
    }
}
