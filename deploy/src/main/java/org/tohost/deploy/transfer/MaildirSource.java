package org.tohost.deploy.transfer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A Maildir: INBOX, its folders in the way of Maildir++ (`.Sent.2020`) or in folders below each
/// other, and the subscriptions of Dovecot or Courier.
public final class MaildirSource {
    private static final int DEEPEST = 32;
    private static final Set<String> PARTS = Set.of("cur", "new", "tmp");

    private final Path root;
    private final Optional<UidlFormat> uidl;
    private final Complaints complaints;
    private final Set<String> subscriptions = new TreeSet<>();
    private final List<SourceMailbox> mailboxes = new ArrayList<>();
    private final Set<Path> visited = new HashSet<>();

    private MaildirSource(Path root, Optional<UidlFormat> uidl, Complaints complaints) {
        this.root = root;
        this.uidl = uidl;
        this.complaints = complaints;
    }

    /// {@return true if this is one}
    public static boolean is(Path folder) {
        return Files.isDirectory(folder.resolve("cur"));
    }

    /// Looks for mailboxes; messages are not looked at yet.
    ///
    /// @param uidl how its server names messages in POP3, if not as it usually does
    public static Mailboxes read(Path root, Optional<UidlFormat> uidl, Complaints complaints) {
        MaildirSource source = new MaildirSource(root, uidl, complaints);
        source.subscriptions();
        source.isNewFolder(root);
        source.add(root, "INBOX");
        source.folders(root, List.of());
        source.mailboxes.forEach(m -> source.subscriptions.remove(m.name()));
        return new Mailboxes(source.mailboxes, source.subscriptions);
    }

    private void add(Path folder, String name) {
        UidList uids = UidList.read(folder, complaints);
        Optional<UidlFormat> names =
                !name.equals("INBOX")
                        ? Optional.empty()
                        : uidl.or(() -> Optional.of(new UidlFormat(uids.uidl())));
        boolean subscribed = subscriptions.contains(name);
        mailboxes.add(new MaildirMailbox(name, folder, uids, subscribed, names, complaints));
    }

    private void folders(Path folder, List<String> above) {
        List<Path> below = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            all.forEach(below::add);
        } catch (IOException e) {
            complaints.add(folder, LetterFile.reason(e));
        }
        below.sort(null);
        for (Path child : below) {
            String file = String.valueOf(child.getFileName());
            if (!PARTS.contains(file) && above.size() < DEEPEST && isNewFolder(child)) {
                boolean plusPlus = file.startsWith(".");
                List<String> levels = new ArrayList<>(above);
                levels.addAll(MailboxNames.maildirLevels(plusPlus ? file.substring(1) : file));
                boolean maildir = is(child);
                if (maildir) {
                    MailboxNames.of(levels, child, complaints).ifPresent(name -> add(child, name));
                }
                if (!plusPlus) {
                    folders(child, levels);
                }
            }
        }
    }

    /// Links may lead in circles.
    private boolean isNewFolder(Path child) {
        try {
            if (!Files.isDirectory(child) || visited.add(child.toRealPath())) {
                return Files.isDirectory(child);
            }
            complaints.add(child, "leads to a folder that was read already: left out");
        } catch (IOException e) {
            complaints.add(child, LetterFile.reason(e));
        }
        return false;
    }

    private void subscriptions() {
        for (String name : List.of("subscriptions", "courierimapsubscribed")) {
            Path file = root.resolve(name);
            if (Files.exists(file)) {
                try {
                    read(Files.readAllLines(file, StandardCharsets.UTF_8), file);
                } catch (IOException e) {
                    complaints.add(file, "cannot be read, so subscriptions are not kept");
                }
            }
        }
    }

    /// Version 2 of Dovecot's begins with `V 2` and an empty line, and has tabs between levels.
    private void read(List<String> lines, Path file) {
        for (String line : lines) {
            if (!line.isEmpty() && !line.equals("V\t2")) {
                List<String> levels =
                        Arrays.stream(line.split("\t", -1))
                                .flatMap(word -> MailboxNames.maildirLevels(word).stream())
                                .toList();
                boolean courier = levels.size() > 1 && levels.getFirst().equals("INBOX");
                MailboxNames.of(
                                courier ? levels.subList(1, levels.size()) : levels,
                                file,
                                complaints)
                        .ifPresent(subscriptions::add);
            }
        }
    }
}
