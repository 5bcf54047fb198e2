package org.tohost.proxy.route;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tohost.common.imap.ImapId;
import org.tohost.common.imap.ImapString;

/// What is read from the lines of an IMAP server, and how strings are written to it.
final class ImapWords {
    private static final Pattern CAPABILITIES =
            Pattern.compile(
                    "\\[CAPABILITY ([^\\]]*)\\]|^\\* CAPABILITY (.*)$", Pattern.CASE_INSENSITIVE);
    private static final Pattern CODE = Pattern.compile("^\\S+ \\[([A-Za-z0-9-]+)");

    /// Longest value of a field of ID that is passed on.
    private static final int LONGEST = 512;

    private ImapWords() {}

    /// {@return the capabilities that this line tells, in upper case; none if it tells of none}
    static Set<String> capabilities(String line) {
        Matcher matcher = CAPABILITIES.matcher(line);
        if (!matcher.find()) {
            return Set.of();
        }
        String list = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return Set.copyOf(List.of(list.toUpperCase(Locale.ROOT).strip().split(" +", -1)));
    }

    /// {@return the response code of `OK [CODE ...] text`, in upper case; empty if it has none}
    static String code(String state) {
        Matcher matcher = CODE.matcher(state);
        return matcher.find() ? matcher.group(1).toUpperCase(Locale.ROOT) : "";
    }

    /// {@return true if the line begins with these words and they end there}
    static boolean begins(String line, String words) {
        return line.regionMatches(true, 0, words, 0, words.length())
                && (line.length() == words.length() || line.charAt(words.length()) == ' ');
    }

    /// {@return the fields that need no literal, for which a server would have to ask}
    static ImapId onOneLine(ImapId id) {
        return new ImapId(
                id.fields().stream()
                        .filter(field ->
                                isPlain(field.name())
                                        && field.value().stream().allMatch(ImapWords::isPlain))
                        .toList());
    }

    private static boolean isPlain(String text) {
        return text.length() <= LONGEST && text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    }

    /// {@return the command LOGIN in parts: each but the last ends with the mark of a literal,
    /// behind which the server has to ask for more}
    static List<byte[]> login(String tag, PlainLogin login) {
        List<byte[]> parts = new ArrayList<>();
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        part.writeBytes((tag + " LOGIN").getBytes(StandardCharsets.US_ASCII));
        byte[] name = login.authcid().getBytes(StandardCharsets.UTF_8);
        for (byte[] octets : List.of(name, login.password().octets())) {
            byte[] string = ImapString.string(octets);
            part.write(' ');
            if (string[0] == '{') {
                part.write(string, 0, string.length - octets.length);
                parts.add(part.toByteArray());
                part.reset();
                part.writeBytes(octets);
            } else {
                part.writeBytes(string);
            }
        }
        part.writeBytes(new byte[] {'\r', '\n'});
        parts.add(part.toByteArray());
        return parts;
    }
}
