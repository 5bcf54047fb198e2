package org.tohost.deploy.transfer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tohost.backend.spool.Spool;

/// A folder of a Maildir. Its server may go on meanwhile: a file that was renamed, as flags change,
/// is found again.
///
/// @param uidl how messages are called in POP3; nothing where that does not matter
record MaildirMailbox(
        String name,
        Path folder,
        UidList uids,
        boolean subscribed,
        Optional<UidlFormat> uidl,
        Complaints complaints)
        implements SourceMailbox {
    private static final List<String> FOLDERS = List.of("new", "cur");

    /// A file, its name up to the flags, and the UID, 0 if it has none.
    record Entry(Path file, String base, long uid) {}

    @Override
    public long uidValidity() {
        return uids.uidValidity();
    }

    @Override
    public long upTo() {
        return uids.uidNext() - 1;
    }

    @Override
    public long weight() {
        return FOLDERS.stream().mapToLong(part -> count(folder.resolve(part))).sum();
    }

    /// What cannot be listed is told when it is read.
    private static long count(Path part) {
        try (Stream<Path> files = Files.list(part)) {
            return files.count();
        } catch (IOException e) {
            return 0;
        }
    }

    /// {@return those of the two folders that are there: a server may remove an empty one}
    private List<Path> parts() {
        return FOLDERS.stream().map(folder::resolve).filter(Files::exists).toList();
    }

    /// {@return the files, those with UIDs first and by these, the others by their names, which
    /// begin with the time of arrival}
    List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (Path part : parts()) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(part)) {
                for (Path file : files) {
                    String name = String.valueOf(file.getFileName());
                    if (!name.startsWith(".")) {
                        String base = UidList.base(name);
                        UidList.Listed listed = uids.files().get(octets(base));
                        entries.add(new Entry(file, base, listed == null ? 0 : listed.uid()));
                    }
                }
            } catch (IOException e) {
                complaints.add(part, LetterFile.reason(e));
            }
        }
        entries.sort(
                Comparator.comparingLong((Entry e) -> e.uid() == 0 ? Long.MAX_VALUE : e.uid())
                        .thenComparing(Entry::base));
        return entries;
    }

    /// {@return the file of this name, whatever its flags are now}
    Optional<Path> again(String base) throws IOException {
        for (Path part : parts()) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(part)) {
                for (Path file : files) {
                    if (UidList.base(String.valueOf(file.getFileName())).equals(base)) {
                        return Optional.of(file);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /// {@return what POP3 calls the message, empty if that is not known}
    String uidl(Entry entry) {
        UidList.Listed listed = uids.files().get(octets(entry.base()));
        if (listed != null && !listed.uidl().isEmpty()) {
            return listed.uidl();
        }
        return listed == null
                ? ""
                : uidl.map(u -> u.name(entry.uid(), uidValidity(), entry.base())).orElse("");
    }

    @Override
    public LetterReader open(Spool spool, long after) {
        return new MaildirReader(this, spool, after);
    }

    /// Lists of UIDs are read an octet a character.
    private static String octets(String name) {
        return new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
