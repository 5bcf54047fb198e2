package org.tohost.backend.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.tohost.common.imap.SequenceSet;

/// The selected mailbox as a client knows it that believes every word of its server, and that
/// objects to what a server may not say.
final class SessionModel {
    private static final Pattern NUMBERED =
            Pattern.compile("\\* (\\d+) (EXISTS|EXPUNGE|FETCH)\\b.*");
    private static final Pattern VANISHED = Pattern.compile("\\* VANISHED (\\(EARLIER\\) )?(\\S+)");
    private static final Pattern UID = Pattern.compile("UID (\\d+)");
    private static final Pattern FLAGS = Pattern.compile("FLAGS \\(([^)]*)\\)");
    private static final Pattern MODSEQ = Pattern.compile("MODSEQ \\((\\d+)\\)");
    private static final Pattern CODE = Pattern.compile("OK \\[HIGHESTMODSEQ (\\d+)\\].*");

    private final List<Entry> entries = new ArrayList<>();
    private final Map<Long, State> states = new HashMap<>();
    private final boolean condstore;
    private long upTo;

    /// @param condstore true if each change is to be told with its MODSEQ
    SessionModel(boolean condstore) {
        this.condstore = condstore;
    }

    /// A message; what is not known of it is empty.
    static final class Entry {
        private Optional<Long> uid = Optional.empty();
        private Optional<Set<String>> flags = Optional.empty();
    }

    /// What a message was when it had this MODSEQ, by UID; flags not told are empty.
    private record State(long modSeq, Optional<Set<String>> flags) {}

    /// Forgets all, since a mailbox is selected anew.
    void reset() {
        entries.clear();
        upTo = 0;
    }

    int size() {
        return entries.size();
    }

    /// {@return the highest change before which nothing is missing (RFC 7162 6)}
    long upTo() {
        return upTo;
    }

    /// Takes the responses of one command.
    ///
    /// @param mayExpunge false if no number may change
    void take(List<String> lines, boolean mayExpunge) {
        long highest = upTo;
        Optional<Long> code = Optional.empty();
        for (String line : lines) {
            Matcher numbered = NUMBERED.matcher(line);
            Matcher vanished = VANISHED.matcher(line);
            Matcher coded = CODE.matcher(line.startsWith("* ") ? line.substring(2) : line);
            if (numbered.matches()) {
                highest = Math.max(highest, numbered(numbered, line, mayExpunge));
            } else if (vanished.matches() && vanished.group(1) == null) {
                assertTrue(mayExpunge, line);
                vanish(SequenceSet.parse(vanished.group(2)));
            } else if (coded.matches()) {
                code = Optional.of(Long.parseLong(coded.group(1)));
            }
        }
        upTo = code.orElse(highest);
    }

    private long numbered(Matcher numbered, String line, boolean mayExpunge) {
        int number = Integer.parseInt(numbered.group(1));
        switch (numbered.group(2)) {
            case "EXISTS" -> {
                assertTrue(number >= entries.size(), () -> line + " of " + entries.size());
                while (entries.size() < number) {
                    entries.add(new Entry());
                }
            }
            case "EXPUNGE" -> {
                assertTrue(mayExpunge, line);
                assertTrue(number <= entries.size(), line);
                entries.remove(number - 1);
            }
            default -> {
                assertTrue(number <= entries.size(), () -> line + " of " + entries.size());
                return fetched(entries.get(number - 1), line);
            }
        }
        return 0;
    }

    private long fetched(Entry entry, String line) {
        Matcher uid = UID.matcher(line);
        if (uid.find()) {
            Optional<Long> told = Optional.of(Long.parseLong(uid.group(1)));
            assertEquals(entry.uid.or(() -> told), told, line);
            entry.uid = told;
        }
        Matcher flags = FLAGS.matcher(line);
        Optional<Set<String>> set =
                flags.find() ? Optional.of(set(flags.group(1))) : Optional.empty();
        Optional<Set<String>> before = entry.flags;
        entry.flags = set.or(() -> before);
        Matcher modSeq = MODSEQ.matcher(line);
        if (!modSeq.find()) {
            boolean changed = before.isPresent() && !before.equals(entry.flags);
            assertFalse(condstore && changed, () -> "a change without MODSEQ: " + line);
            return 0;
        }
        State state = new State(Long.parseLong(modSeq.group(1)), set);
        entry.uid.ifPresent(known -> states.merge(known, state, (a, b) -> later(a, b, line)));
        return state.modSeq();
    }

    /// Each change has a higher MODSEQ than the one before (RFC 7162 3.1).
    private static State later(State before, State now, String line) {
        assertTrue(now.modSeq() >= before.modSeq(), () -> line + " behind " + before);
        if (now.modSeq() > before.modSeq()) {
            return now;
        }
        Optional<Set<String>> flags = now.flags().or(before::flags);
        assertEquals(before.flags().or(() -> flags), flags, line);
        return new State(now.modSeq(), flags);
    }

    private void vanish(SequenceSet uids) {
        for (SequenceSet.Range range : uids.ranges()) {
            LongStream.rangeClosed(range.first(), range.last()).forEach(this::vanish);
        }
    }

    /// A message goes that is known by its UID, or else by where its UID must be: one that was gone
    /// already when its UID was asked for.
    private void vanish(long uid) {
        int place = 0;
        while (place < entries.size() && entries.get(place).uid.orElse(0L) < uid) {
            place++;
        }
        if (place == entries.size() || entries.get(place).uid.orElseThrow() != uid) {
            place--;
            boolean unknown = place >= 0 && entries.get(place).uid.isEmpty();
            assertTrue(unknown, () -> "VANISHED " + uid + ", which was not there");
        }
        entries.remove(place);
    }

    /// What a client did without wanting to hear of it: it changes its flags itself.
    void change(int from, int to, String mode, String flag) {
        for (Entry entry : entries.subList(from, to)) {
            entry.flags =
                    entry.flags.map(flags -> {
                        Set<String> changed = new TreeSet<>(mode.isEmpty() ? Set.of() : flags);
                        if (mode.equals("-")) {
                            changed.remove(flag);
                        } else {
                            changed.add(flag);
                        }
                        return changed;
                    });
        }
    }

    /// The flags of these are not what the client thought.
    void doubt(int from, int to) {
        entries.subList(from, to).forEach(entry -> entry.flags = Optional.empty());
    }

    /// {@return the numbers of those of which something is not known}
    SequenceSet unknown() {
        return SequenceSet.inOrder(
                LongStream.rangeClosed(1, entries.size())
                        .filter(n -> {
                            Entry entry = entries.get((int) n - 1);
                            return entry.uid.isEmpty() || entry.flags.isEmpty();
                        }));
    }

    /// {@return the flags of all messages by UID}
    Map<Long, Set<String>> view() {
        Map<Long, Set<String>> view = new TreeMap<>();
        for (Entry entry : entries) {
            view.put(entry.uid.orElseThrow(), entry.flags.orElseThrow());
        }
        assertEquals(entries.size(), view.size(), "a UID twice");
        List<Long> order = entries.stream().map(entry -> entry.uid.orElseThrow()).toList();
        assertEquals(List.copyOf(view.keySet()), order, "UIDs do not rise");
        return view;
    }

    /// Selects again with what is known (RFC 7162 3.2.5): what went and what changed is told, the
    /// rest must be as it was. New messages whose UID it had not yet asked for are the last ones
    /// still. What others do meanwhile follows as ever.
    void catchUp(List<String> lines) {
        long unasked = withoutUid();
        entries.removeIf(entry -> entry.uid.isEmpty());
        int exists = 0;
        int news = 0;
        for (String line : lines) {
            Matcher vanished = VANISHED.matcher(line);
            boolean gone = vanished.matches();
            exists += line.endsWith(" EXISTS") ? 1 : 0;
            if (exists > 1 || (gone && vanished.group(1) == null)) {
                break;
            }
            if (gone) {
                SequenceSet uids = SequenceSet.parse(vanished.group(2));
                entries.removeIf(entry -> contains(uids, entry.uid.orElseThrow()));
            }
            news++;
        }
        take(lines.subList(0, news), false);
        assertTrue(withoutUid() <= unasked, "some messages were neither known nor told");
        take(lines.subList(news, lines.size()), true);
    }

    private long withoutUid() {
        return entries.stream().filter(entry -> entry.uid.isEmpty()).count();
    }

    private static boolean contains(SequenceSet uids, long uid) {
        return uids.ranges().stream().anyMatch(range -> range.contains(uid));
    }

    private static Set<String> set(String flags) {
        Set<String> set = new TreeSet<>(List.of(flags.split(" ")));
        set.removeAll(Set.of("", "\\Recent"));
        return set;
    }
}
