package org.tohost.common.nwauth;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.tohost.common.domain.UserId;

/// The lines of the file, octet by octet, a character for each; so that an editor keeps what it
/// does not change.
record FileText(List<String> lines) {
    FileText {
        lines = List.copyOf(lines);
    }

    static FileText of(byte[] octets) {
        return new FileText(new String(octets, StandardCharsets.ISO_8859_1).lines().toList());
    }

    byte[] octets() {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /// {@return the text with this line: where the user stands, or as the last}
    FileText with(UserLine line) {
        List<String> changed = new ArrayList<>(lines);
        String text =
                new String(
                        line.text().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        for (int i = 0; i < changed.size(); i++) {
            if (isOf(line.user(), changed.get(i))) {
                changed.set(i, text);
                return new FileText(changed);
            }
        }
        changed.add(text);
        return new FileText(changed);
    }

    /// {@return the text without the user's lines, also those that cannot be read}
    FileText without(UserId user) {
        return new FileText(lines.stream().filter(line -> !isOf(user, line)).toList());
    }

    private static boolean isOf(UserId user, String line) {
        return switch (FileLine.parse(line)) {
            case FileLine.Comment() -> false;
            case FileLine.Good(UserLine good) -> good.user().equals(user);
            case FileLine.Bad(var whose, _) -> whose.isPresent() && whose.get().equals(user);
        };
    }
}
