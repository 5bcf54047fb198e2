package org.tohost.deploy.transfer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tohost.backend.store.MailboxName;
import org.tohost.common.failure.Failure;
import org.tohost.common.imap.ModifiedUtf7;

/// Names of mailboxes as files have them. Pure but for complaints.
final class MailboxNames {
    private static final int LONGEST_LEVEL = 200;

    private MailboxNames() {}

    /// {@return a name that a mailbox may have here, as near as possible to these levels; nothing
    /// if there is none. A change is complained about}
    static Optional<String> of(List<String> levels, Object where, Complaints complaints) {
        String asked = String.join("/", levels);
        try {
            return Optional.of(MailboxName.checked(asked));
        } catch (Failure e) {
            List<String> mended = new ArrayList<>();
            for (String level : levels) {
                String plain = level.replaceAll("[\\p{Cntrl}\u2028\u2029/]", "_");
                if (!plain.isEmpty() && !plain.equals("..") && !plain.equals(".")) {
                    mended.add(shortened(plain));
                }
            }
            return mended(mended, where, complaints, e);
        }
    }

    private static Optional<String> mended(
            List<String> levels, Object where, Complaints complaints, Failure cause) {
        try {
            String name = MailboxName.checked(String.join("/", levels));
            complaints.add(where, cause.getMessage() + ": taken as " + name);
            return Optional.of(name);
        } catch (Failure e) {
            complaints.add(where, e.getMessage() + ": left out");
            return Optional.empty();
        }
    }

    private static String shortened(String level) {
        int end = level.length();
        while (level.substring(0, end).getBytes(StandardCharsets.UTF_8).length > LONGEST_LEVEL) {
            end = level.offsetByCodePoints(end, -1);
        }
        return level.substring(0, end);
    }

    /// {@return the levels of a folder of Maildir++: `.Sent.2020`, in modified UTF-7; `\2e` is a
    /// dot within a level}
    static List<String> maildirLevels(String folder) {
        return Arrays.stream(folder.split("\\.", -1))
                .map(MailboxNames::fromUtf7)
                .map(level -> level.replace("\\2e", ".").replace("\\2f", "_"))
                .toList();
    }

    /// {@return how Maildir++ calls the folder of a mailbox, without the first dot}
    static String maildirFolder(String name) {
        return Arrays.stream(name.split("/", -1))
                .map(level -> ModifiedUtf7.encode(level).replace(".", "\\2e"))
                .reduce((a, b) -> a + "." + b)
                .orElse("");
    }

    /// {@return the name; as it stands if it is not modified UTF-7}
    private static String fromUtf7(String text) {
        try {
            return ModifiedUtf7.decode(text);
        } catch (Failure.Syntax e) {
            return text;
        }
    }
}
