package org.tohost.deploy.transfer;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tohost.backend.store.SystemFlag;
import org.tohost.backend.transfer.Entry;

/// A Maildir++ as Dovecot has it, with `dovecot-uidlist`, `dovecot-keywords` and `subscriptions`.
public final class MaildirTarget implements MailTarget {
    private static final int MOST_KEYWORDS = 26;

    private final Path root;
    private final Complaints complaints;
    private final List<String> subscriptions = new ArrayList<>();
    private final List<String> listed = new ArrayList<>();
    private final Map<String, Character> keywords = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private Path folder;
    private long uidValidity;

    /// Writes into this folder.
    public MaildirTarget(Path root, Complaints complaints) {
        this.root = root;
        this.folder = root;
        this.complaints = complaints;
    }

    @Override
    public void mailbox(Entry.Mailbox mailbox) throws IOException {
        String name = MailboxNames.maildirFolder(mailbox.name());
        folder = mailbox.name().equals("INBOX") ? root : root.resolve("." + name);
        for (String part : List.of("cur", "new", "tmp")) {
            Files.createDirectories(folder.resolve(part));
        }
        uidValidity = mailbox.uidValidity();
        listed.clear();
        keywords.clear();
        if (mailbox.subscribed()) {
            subscription(mailbox.name());
        }
    }

    @Override
    public void message(Entry.Message message, Octets octets) throws IOException {
        String unique = message.internalDate().getEpochSecond() + ".M" + message.uid() + ".tohost";
        Path draft = folder.resolve("tmp").resolve(unique);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(draft))) {
            LineEnds lines = LineEnds.toFile(out);
            octets.to(lines);
            lines.finish();
        }
        String name = unique + ",S=" + Files.size(draft);
        Path file = folder.resolve("cur").resolve(name + ":2," + flags(message));
        Files.move(draft, file);
        Files.setLastModifiedTime(file, FileTime.from(message.internalDate()));
        String uidl = message.uidl().isEmpty() ? "" : " P" + message.uidl();
        listed.add(message.uid() + uidl + " :" + name);
    }

    /// In the order of the letters, as Dovecot wants it.
    private String flags(Entry.Message message) {
        StringBuilder flags = new StringBuilder();
        append(flags, message, SystemFlag.DRAFT, 'D');
        append(flags, message, SystemFlag.FLAGGED, 'F');
        append(flags, message, SystemFlag.ANSWERED, 'R');
        append(flags, message, SystemFlag.SEEN, 'S');
        append(flags, message, SystemFlag.DELETED, 'T');
        List<Character> letters = new ArrayList<>();
        for (String keyword : message.flags().keywords()) {
            if (!keywords.containsKey(keyword) && keywords.size() == MOST_KEYWORDS) {
                complaints.add(folder, "a Maildir has 26 keywords: left out: " + keyword);
            } else {
                letters.add(keywords.computeIfAbsent(keyword, _ -> (char) ('a' + keywords.size())));
            }
        }
        letters.stream().sorted().forEach(flags::append);
        return flags.toString();
    }

    private static void append(
            StringBuilder flags, Entry.Message message, SystemFlag flag, char letter) {
        if (message.flags().contains(flag)) {
            flags.append(letter);
        }
    }

    @Override
    public void upTo(long uid) throws IOException {
        listed.addFirst("3 V" + uidValidity + " N" + (uid + 1));
        write("dovecot-uidlist", listed);
        if (!keywords.isEmpty()) {
            write(
                    "dovecot-keywords",
                    keywords.entrySet().stream()
                            .sorted(Map.Entry.comparingByValue())
                            .map(e -> (e.getValue() - 'a') + " " + e.getKey())
                            .toList());
        }
    }

    private void write(String name, List<String> lines) throws IOException {
        Files.write(folder.resolve(name), lines, StandardCharsets.UTF_8);
    }

    @Override
    public void subscription(String name) {
        subscriptions.add(MailboxNames.maildirFolder(name));
    }

    @Override
    public void finish() throws IOException {
        Files.write(root.resolve("subscriptions"), subscriptions, StandardCharsets.UTF_8);
    }
}
