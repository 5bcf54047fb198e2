package org.tohost.backend.imap.command;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.tohost.common.failure.Failure;
import org.tohost.common.imap.ImapCursor;

/// Reads SEARCH, SORT and THREAD with what stands before the keys of the search.
final class SearchCommandParser {
    private static final int MAX_SORT_KEYS = 20;

    private final ImapCursor in;

    SearchCommandParser(ImapCursor in) {
        this.in = in;
    }

    /// {@return SEARCH, the cursor standing behind the space that follows the name}
    MessageCommand.Search search(boolean byUid) {
        Optional<Set<SearchReturn>> results = results();
        Optional<String> charset = Optional.empty();
        if (in.acceptKeyword("CHARSET")) {
            in.sp();
            charset = Optional.of(charset());
        }
        return new MessageCommand.Search(byUid, results, program(charset));
    }

    /// {@return SORT, the cursor standing behind the space that follows the name}
    MessageCommand.Sort sort(boolean byUid) {
        Optional<Set<SearchReturn>> results = results();
        in.expect('(');
        List<SortKey> order = new ArrayList<>();
        do {
            boolean reverse = in.acceptKeyword("REVERSE");
            if (reverse) {
                in.sp();
            }
            order.add(new SortKey(criterion(), reverse));
            if (order.size() > MAX_SORT_KEYS) {
                throw new Failure.Syntax("too many sort keys");
            }
        } while (in.accept(' '));
        in.expect(')');
        in.sp();
        return new MessageCommand.Sort(byUid, results, order, program(Optional.of(charset())));
    }

    /// {@return THREAD, the cursor standing behind the space that follows the name}
    MessageCommand.Threads threads(boolean byUid) {
        try {
            MessageCommand.Algorithm algorithm = MessageCommand.Algorithm.valueOf(in.keyword());
            in.sp();
            return new MessageCommand.Threads(byUid, algorithm, program(Optional.of(charset())));
        } catch (IllegalArgumentException e) {
            throw new Failure.Syntax("unknown threading algorithm");
        }
    }

    private SortKey.Criterion criterion() {
        try {
            return SortKey.Criterion.valueOf(in.keyword());
        } catch (IllegalArgumentException e) {
            throw new Failure.Syntax("unknown sort key");
        }
    }

    private SearchProgram program(Optional<String> charset) {
        return new SearchProgram(charset, new SearchParser(in, charset).keys());
    }

    private String charset() {
        String name = in.astring().toUpperCase(Locale.ROOT);
        in.sp();
        return name;
    }

    /// {@return what `RETURN (...)` asks for; nothing if it is not there}
    private Optional<Set<SearchReturn>> results() {
        if (!in.acceptKeyword("RETURN")) {
            return Optional.empty();
        }
        in.sp();
        in.expect('(');
        Set<SearchReturn> results = EnumSet.noneOf(SearchReturn.class);
        while (!in.accept(')')) {
            if (!results.isEmpty()) {
                in.sp();
            }
            results.add(result());
        }
        in.sp();
        return Optional.of(results.isEmpty() ? EnumSet.of(SearchReturn.ALL) : results);
    }

    private SearchReturn result() {
        try {
            return SearchReturn.valueOf(in.keyword());
        } catch (IllegalArgumentException e) {
            throw new Failure.Syntax("unknown result option");
        }
    }
}
