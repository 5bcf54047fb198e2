package org.tohost.backend.imap;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tohost.backend.imap.command.SearchKey;
import org.tohost.backend.imap.command.SearchKey.Relation;
import org.tohost.backend.mime.HeaderField;
import org.tohost.backend.mime.SentDate;
import org.tohost.backend.store.Flags;
import org.tohost.backend.store.SystemFlag;

/// Makes a condition of a search key. What costs little is asked first, so a body is read only
/// where everything else holds.
final class SearchCompiler {
    private final SelectedMailbox mailbox;

    private final Instant now;

    SearchCompiler(SelectedMailbox mailbox, Instant now) {
        this.mailbox = mailbox;
        this.now = now;
    }

    /// {@return the condition}
    Predicate<SearchCandidate> compile(SearchKey key) {
        return switch (key) {
            case SearchKey.And(List<SearchKey> keys) -> {
                List<Predicate<SearchCandidate>> all =
                        keys.stream()
                                .sorted(Comparator.comparingInt(SearchCompiler::cost))
                                .map(this::compile)
                                .toList();
                yield candidate -> all.stream().allMatch(each -> each.test(candidate));
            }
            case SearchKey.Or(SearchKey one, SearchKey other) -> compile(one).or(compile(other));
            case SearchKey.Not(SearchKey inner) -> compile(inner).negate();
            case SearchKey.Within within -> {
                NavigableMap<Integer, Integer> ends = new TreeMap<>(); // as large as the command
                mailbox.ranges(within.messages()).forEach(r -> ends.put(r.from(), r.to()));
                yield candidate -> isWithin(ends.floorEntry(candidate.place()), candidate.place());
            }
            case SearchKey.Flagged(String flag) -> flagged(flag);
            case SearchKey.Recent() -> candidate -> mailbox.isRecent(candidate.message());
            case SearchKey.OnDay day -> onDay(day);
            case SearchKey.Age(boolean older, long seconds) ->
                    age(older, now.minusSeconds(seconds));
            case SearchKey.ModSeq(long atLeast) ->
                    candidate -> candidate.message().modSeq() >= atLeast;
            case SearchKey.Larger(long octets) -> candidate -> candidate.message().size() > octets;
            case SearchKey.Smaller(long octets) -> candidate -> candidate.message().size() < octets;
            case SearchKey.EmailId(String id) ->
                    candidate -> candidate.message().emailId().equals(id);
            case SearchKey.ThreadId(String id) ->
                    candidate -> candidate.message().threadId().equals(id);
            case SearchKey.Header(String field, String text) -> header(field, new Needle(text));
            case SearchKey.Body(String text) -> {
                Needle needle = new Needle(text);
                yield candidate -> candidate.bodyHolds(needle);
            }
            case SearchKey.Text(String text) -> {
                Needle needle = new Needle(text);
                yield candidate -> candidate.headerHolds(needle) || candidate.bodyHolds(needle);
            }
        };
    }

    private static boolean isWithin(Map.@Nullable Entry<Integer, Integer> range, int place) {
        return range != null && place < range.getValue();
    }

    private static Predicate<SearchCandidate> flagged(String flag) {
        if (!flag.startsWith("\\")) {
            return candidate -> candidate.message().flags().contains(flag);
        }
        return SystemFlag.named(flag)
                .<Predicate<SearchCandidate>>map(f -> candidate -> flags(candidate).contains(f))
                .orElse(_ -> false);
    }

    private static Flags flags(SearchCandidate candidate) {
        return candidate.message().flags();
    }

    private static Predicate<SearchCandidate> header(String field, Needle needle) {
        return candidate ->
                candidate.header().all(field).stream().map(HeaderField::text).anyMatch(needle::in);
    }

    private static Predicate<SearchCandidate> onDay(SearchKey.OnDay key) {
        SearchKey.Clock clock = key.clock();
        return switch (clock) {
            case INTERNAL -> candidate -> holds(key, day(candidate.message().internalDate()));
            case SENT ->
                    candidate ->
                            SentDate.of(candidate.header())
                                    .filter(day -> holds(key, day))
                                    .isPresent();
            case SAVED -> candidate -> holds(key, day(candidate.message().saveDate()));
        };
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    private static Predicate<SearchCandidate> age(boolean older, Instant limit) {
        return older
                ? candidate -> !candidate.message().internalDate().isAfter(limit)
                : candidate -> !candidate.message().internalDate().isBefore(limit);
    }

    private static boolean holds(SearchKey.OnDay key, LocalDate day) {
        Relation relation = key.relation();
        return switch (relation) {
            case BEFORE -> day.isBefore(key.day());
            case ON -> day.equals(key.day());
            case SINCE -> !day.isBefore(key.day());
        };
    }

    /// {@return 0 for what the index of the mailbox knows, 1 for headers, 2 for bodies}
    private static int cost(SearchKey key) {
        return switch (key) {
            case SearchKey.And(List<SearchKey> keys) ->
                    keys.stream().mapToInt(SearchCompiler::cost).max().orElse(0);
            case SearchKey.Or(SearchKey one, SearchKey other) -> Math.max(cost(one), cost(other));
            case SearchKey.Not(SearchKey inner) -> cost(inner);
            case SearchKey.Within _,
                    SearchKey.Flagged _,
                    SearchKey.Recent _,
                    SearchKey.Age _,
                    SearchKey.ModSeq _,
                    SearchKey.Larger _,
                    SearchKey.Smaller _,
                    SearchKey.EmailId _,
                    SearchKey.ThreadId _ ->
                    0;
            case SearchKey.OnDay day -> day.clock() == SearchKey.Clock.SENT ? 1 : 0;
            case SearchKey.Header _ -> 1;
            case SearchKey.Body _, SearchKey.Text _ -> 2;
        };
    }
}
