package org.tohost.backend.imap.command;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.tohost.common.failure.Failure;
import org.tohost.common.imap.ImapCursor;

/// Reads SEARCH with what stands before its keys.
final class SearchCommandParser {
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
