package org.tohost.deploy.transfer;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Names of mailboxes as names of files: whatever a file cannot be called, or hides a file, is
/// percent-encoded. Pure.
final class FileNames {
    private static final int LONGEST = 240; // of 255 octets; an ending comes behind

    private FileNames() {}

    /// {@return the path of a mailbox, a folder for each level but the last}
    static String path(String mailbox) {
        return Arrays.stream(mailbox.split("/", -1))
                .map(FileNames::encoded)
                .collect(Collectors.joining("/"));
    }

    private static String encoded(String level) {
        StringBuilder out = new StringBuilder();
        level.codePoints()
                .forEach(c -> {
                    boolean hides = c == '.' && out.isEmpty();
                    if (c == '%' || c == ':' || c == '\\' || Character.isISOControl(c) || hides) {
                        out.append("%%%02X".formatted(c));
                    } else {
                        out.appendCodePoint(c);
                    }
                });
        String name = out.toString();
        if (name.getBytes(StandardCharsets.UTF_8).length <= LONGEST) {
            return name;
        }
        int end = name.length();
        while (name.substring(0, end).getBytes(StandardCharsets.UTF_8).length > LONGEST - 9) {
            end = name.offsetByCodePoints(end, -1);
        }
        return name.substring(0, end) + "~%08x".formatted(name.hashCode());
    }

    /// {@return the level of a name that a file or folder stands for}
    static String decoded(String name) {
        if (!name.matches(".*%[0-9A-F]{2}.*")) {
            return name;
        }
        try {
            return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }
}
