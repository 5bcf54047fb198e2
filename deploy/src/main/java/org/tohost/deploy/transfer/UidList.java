package org.tohost.deploy.transfer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which UIDs the files of a Maildir have: `dovecot-uidlist`, versions 1 and 3, or Courier's
/// `courierimapuiddb`, which is like version 1.
///
/// @param files by the name of the file up to its flags
/// @param uidl how that server names messages in POP3 that are given no name by themselves
record UidList(long uidValidity, long uidNext, Map<String, Listed> files, String uidl) {
    /// What a Maildir has that no server has numbered.
    static final UidList NONE = new UidList(0, 1, Map.of(), "");

    private static final List<String> NAMES = List.of("dovecot-uidlist", "courierimapuiddb");
    private static final String DOVECOT = "%08Xu%08Xv";
    private static final String COURIER = "UID%u-%v";
    private static final long LAST = 0xFFFF_FFFFL;

    /// A file with a UID, and its name in POP3 if it is given one by itself, else empty.
    record Listed(long uid, String uidl) {}

    /// {@return the list in this folder, [#NONE] if there is none or none that can be read}
    static UidList read(Path folder, Complaints complaints) {
        for (String name : NAMES) {
            Path file = folder.resolve(name);
            if (Files.exists(file)) {
                try {
                    // an octet a character: names of files may be anything
                    List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
                    return parse(lines, file, complaints);
                } catch (IOException e) {
                    complaints.add(file, "cannot be read, so UIDs are not kept: " + reason(e));
                }
            }
        }
        return NONE;
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName();
    }

    private static UidList parse(List<String> lines, Path file, Complaints complaints) {
        Optional<UidList> head = lines.isEmpty() ? Optional.empty() : head(lines.getFirst());
        if (head.isEmpty()) {
            complaints.add(file, "not understood, so UIDs are not kept");
            return NONE;
        }
        Map<String, Listed> files = new HashMap<>();
        Set<Long> seen = new HashSet<>();
        long next = head.get().uidNext();
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i);
            int name = lines.getFirst().startsWith("3 ") ? line.indexOf(" :") : line.indexOf(' ');
            long uid = number(line.substring(0, Math.max(0, line.indexOf(' '))));
            if (name < 0 || uid == 0 || !seen.add(uid)) {
                complaints.add(file, "line " + (i + 1) + ": not understood");
                continue;
            }
            String fields = line.substring(0, name);
            String base = line.substring(name).replaceFirst("^ :?", "");
            files.put(base(base), new Listed(uid, uidl(fields)));
            next = Math.max(next, uid + 1);
        }
        return new UidList(
                head.get().uidValidity(),
                next,
                files,
                file.endsWith(NAMES.getFirst()) ? DOVECOT : COURIER);
    }

    private static Optional<UidList> head(String line) {
        String[] words = line.split(" ", -1);
        long validity = 0;
        long next = 0;
        if (words[0].equals("3")) {
            for (String word : words) {
                validity = word.startsWith("V") ? number(word.substring(1)) : validity;
                next = word.startsWith("N") ? number(word.substring(1)) : next;
            }
        } else if (words[0].equals("1") && words.length >= 3) {
            validity = number(words[1]);
            next = number(words[2]);
        }
        return validity == 0
                ? Optional.empty()
                : Optional.of(new UidList(validity, Math.max(1, next), Map.of(), ""));
    }

    private static String uidl(String fields) {
        for (String field : fields.split(" ", -1)) {
            if (field.startsWith("P")) {
                return field.substring(1);
            }
        }
        return "";
    }

    /// {@return a number of 1 to 2^32 - 1, 0 if it is none}
    private static long number(String digits) {
        if (!digits.matches("[0-9]{1,10}")) {
            return 0;
        }
        long number = Long.parseLong(digits);
        return number <= LAST ? number : 0;
    }

    /// {@return the name of a file without its flags}
    static String base(String name) {
        int flags = name.indexOf(":2,");
        return flags < 0 ? name : name.substring(0, flags);
    }
}
