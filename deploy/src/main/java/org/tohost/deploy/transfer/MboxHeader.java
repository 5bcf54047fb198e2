package org.tohost.deploy.transfer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The fields in which mbox programs keep what they know of a message: UIDs, flags, keywords. They
/// are taken out of the header. One use.
final class MboxHeader {
    private static final Set<String> KEPT_HERE =
            Set.of(
                    "status",
                    "x-status",
                    "x-keywords",
                    "x-uid",
                    "x-imap",
                    "x-imapbase",
                    "x-uidl",
                    "content-length",
                    "x-mozilla-status",
                    "x-mozilla-status2",
                    "x-mozilla-keys");
    private static final Pattern FIELD = Pattern.compile("([!-9;-~]+):[ \t]*(.*)");
    private static final Pattern BASE = Pattern.compile("([0-9]{1,10}) +([0-9]{1,10})\\b.*");

    private final List<String> flags = new ArrayList<>();
    private Optional<String> current = Optional.empty();
    private long uid;
    private String uidl = "";
    private long uidValidity;
    private long lastUid;
    private boolean expunged;

    /// {@return true if the line stays in the header}
    boolean add(String line) {
        Matcher field = FIELD.matcher(line);
        if (line.startsWith(" ") || line.startsWith("\t")) {
            current.ifPresent(name -> value(name, line.strip()));
        } else if (field.matches() && KEPT_HERE.contains(lower(field.group(1)))) {
            current = Optional.of(lower(field.group(1)));
            value(current.get(), field.group(2).strip());
        } else {
            current = Optional.empty();
        }
        return current.isEmpty();
    }

    /// {@return true if this may be the first line of a header}
    static boolean mayBegin(MboxLines.Line line) {
        return FIELD.matcher(line.text()).matches() || line.begins(">From ");
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private void value(String field, String value) {
        switch (field) {
            case "status" -> letters(value, "R", "\\Seen");
            case "x-status" -> {
                letters(value, "A", "\\Answered");
                letters(value, "F", "\\Flagged");
                letters(value, "T", "\\Draft");
                letters(value, "D", "\\Deleted");
            }
            case "x-keywords", "x-mozilla-keys" -> words(value).forEach(flags::add);
            case "x-uid" -> uid = value.matches("[0-9]{1,10}") ? Long.parseLong(value) : 0;
            case "x-uidl" -> uidl = value;
            case "x-imap", "x-imapbase" -> base(value);
            case "x-mozilla-status" -> mozilla(value);
            default -> {} // says nothing that is kept
        }
    }

    private static List<String> words(String value) {
        return value.isEmpty() ? List.of() : List.of(value.split(" +", -1));
    }

    private void letters(String value, String letter, String flag) {
        if (value.contains(letter)) {
            flags.add(flag);
        }
    }

    private void base(String value) {
        Matcher numbers = BASE.matcher(value);
        if (numbers.matches()) {
            uidValidity = Long.parseLong(numbers.group(1));
            lastUid = Long.parseLong(numbers.group(2));
        }
    }

    /// As Mozilla's nsMsgMessageFlags: read, replied, marked, expunged, forwarded.
    private void mozilla(String value) {
        int bits = value.matches("[0-9A-Fa-f]{1,4}") ? Integer.parseInt(value, 16) : 0;
        if ((bits & 1) != 0) {
            flags.add("\\Seen");
        }
        if ((bits & 2) != 0) {
            flags.add("\\Answered");
        }
        if ((bits & 4) != 0) {
            flags.add("\\Flagged");
        }
        if ((bits & 0x1000) != 0) {
            flags.add("$Forwarded");
        }
        expunged = (bits & 8) != 0;
    }

    /// {@return names of flags and keywords, as IMAP has them}
    List<String> flags() {
        return flags;
    }

    /// {@return the UID, 0 if none is given}
    long uid() {
        return uid;
    }

    /// {@return the name in POP3, empty if none is given}
    String uidl() {
        return uidl;
    }

    /// {@return the UIDVALIDITY of the mailbox, 0 if this message does not say it}
    long uidValidity() {
        return uidValidity;
    }

    /// {@return the last UID that was given}
    long lastUid() {
        return lastUid;
    }

    /// {@return true if the message was deleted, and is only still there}
    boolean expunged() {
        return expunged;
    }

    /// {@return fields that say this, for an mbox that is written}
    static byte[] lines(List<String> fields) {
        return (String.join("\n", fields) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
