package org.tohost.deploy.transfer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tohost.backend.store.Flags;
import org.tohost.common.failure.Failure;

/// The flags and keywords of the files of a Maildir: letters behind `:2,`, whose small ones
/// `dovecot-keywords` explains, and Courier's `courierimapkeywords/:list`.
record Keywords(Map<Character, String> letters, Map<String, List<String>> byFile) {
    private static final Map<Character, String> SYSTEM =
            Map.of(
                    'D', "\\Draft",
                    'F', "\\Flagged",
                    'P', "$Forwarded",
                    'R', "\\Answered",
                    'S', "\\Seen",
                    'T', "\\Deleted");

    /// Reads what this folder says; what cannot be read is complained about.
    static Keywords read(Path folder, Complaints complaints) {
        Map<Character, String> letters = new HashMap<>();
        for (String line : lines(folder.resolve("dovecot-keywords"), complaints)) {
            String[] words = line.split(" ", 2);
            if (words.length == 2 && words[0].matches("[0-9]|1[0-9]|2[0-5]")) {
                letters.put((char) ('a' + Integer.parseInt(words[0])), words[1]);
            }
        }
        List<String> courier = lines(folder.resolve("courierimapkeywords/:list"), complaints);
        return new Keywords(letters, courier(courier));
    }

    /// Names a line, an empty line, then `FILE:NUMBER NUMBER`.
    private static Map<String, List<String>> courier(List<String> lines) {
        int end = lines.indexOf("");
        Map<String, List<String>> byFile = new HashMap<>();
        for (String line : end < 0 ? List.<String>of() : lines.subList(end + 1, lines.size())) {
            int colon = line.lastIndexOf(':');
            List<String> names = new ArrayList<>();
            for (String number : line.substring(colon + 1).strip().split(" ", -1)) {
                if (number.matches("[0-9]{1,3}") && Integer.parseInt(number) < end) {
                    names.add(lines.get(Integer.parseInt(number)));
                }
            }
            if (colon > 0) {
                byFile.put(UidList.base(line.substring(0, colon)), names);
            }
        }
        return byFile;
    }

    private static List<String> lines(Path file, Complaints complaints) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            complaints.add(file, "cannot be read, so keywords are not kept");
            return List.of();
        }
    }

    /// {@return the flags of the file of this name}
    Flags of(String file, Object where, Complaints complaints) {
        List<String> names = new ArrayList<>(byFile.getOrDefault(UidList.base(file), List.of()));
        int flags = file.indexOf(":2,");
        String set = flags < 0 ? "" : file.substring(flags + 3);
        int end = set.indexOf(','); // what other software appends
        for (int i = 0; i < (end < 0 ? set.length() : end); i++) {
            char letter = set.charAt(i);
            String name = SYSTEM.getOrDefault(letter, letters.getOrDefault(letter, ""));
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return flags(names, where, complaints);
    }

    /// {@return the flags of these names; those that cannot be are complained about and left out}
    static Flags flags(List<String> names, Object where, Complaints complaints) {
        Flags all = Flags.NONE;
        for (String name : names) {
            try {
                all = all.with(Flags.parse(List.of(name)));
            } catch (Failure e) {
                complaints.add(where, "keyword left out: " + e.getMessage());
            }
        }
        return all;
    }
}
