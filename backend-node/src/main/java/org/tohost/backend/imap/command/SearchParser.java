package org.tohost.backend.imap.command;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tohost.backend.imap.command.SearchKey.Relation;
import org.tohost.common.failure.Failure;
import org.tohost.common.imap.ImapCursor;

/// Reads the keys of SEARCH.
final class SearchParser {
    private static final int MAX_DEPTH = 50;
    private static final int MAX_KEYS = 5000;

    private final ImapCursor in;
    private Optional<String> charset = Optional.empty();
    private int keys;

    SearchParser(ImapCursor in) {
        this.in = in;
    }

    /// {@return the command, the cursor standing before the first key}
    MessageCommand.Search search(boolean byUid) {
        List<SearchKey> all = new ArrayList<>();
        Optional<String> word = word();
        if (word.filter("CHARSET"::equals).isPresent()) {
            in.sp();
            charset = Optional.of(in.astring().toUpperCase(Locale.ROOT));
            in.sp();
            word = word();
        }
        all.add(key(word, 0));
        while (in.accept(' ')) {
            all.add(key(word(), 0));
        }
        return new MessageCommand.Search(byUid, charset, conjunction(all));
    }

    /// {@return the word that a key begins with; none if it is a set or a list}
    private Optional<String> word() {
        int c = in.peek();
        return (c >= '0' && c <= '9') || c == '*' || c == '('
                ? Optional.empty()
                : Optional.of(in.keyword());
    }

    private SearchKey key(Optional<String> word, int depth) {
        if (depth > MAX_DEPTH || ++keys > MAX_KEYS) {
            throw new Failure.Syntax("the search is too complex");
        }
        return word.map(w -> named(w, depth)).orElseGet(() -> setOrList(depth));
    }

    private SearchKey setOrList(int depth) {
        if (!in.accept('(')) {
            return new SearchKey.Within(new MessageSet(in.sequenceSet(), false));
        }
        List<SearchKey> all = new ArrayList<>();
        do {
            all.add(key(word(), depth + 1));
        } while (in.accept(' '));
        in.expect(')');
        return conjunction(all);
    }

    private SearchKey named(String word, int depth) {
        return switch (word) {
            case "ALL" -> new SearchKey.And(List.of());
            case "ANSWERED", "DELETED", "DRAFT", "FLAGGED", "SEEN" -> flag(word);
            case "UNANSWERED", "UNDELETED", "UNDRAFT", "UNFLAGGED", "UNSEEN" ->
                    new SearchKey.Not(flag(word.substring(2)));
            case "RECENT" -> new SearchKey.Recent();
            case "OLD" -> new SearchKey.Not(new SearchKey.Recent());
            case "NEW" ->
                    conjunction(List.of(new SearchKey.Recent(), new SearchKey.Not(flag("SEEN"))));
            default -> withArgument(word, depth);
        };
    }

    private SearchKey withArgument(String word, int depth) {
        in.sp();
        return switch (word) {
            case "NOT" -> new SearchKey.Not(key(word(), depth + 1));
            case "OR" -> {
                SearchKey one = key(word(), depth + 1);
                in.sp();
                yield new SearchKey.Or(one, key(word(), depth + 1));
            }
            case "UID" -> new SearchKey.Within(new MessageSet(in.sequenceSet(), true));
            case "KEYWORD" -> new SearchKey.Flagged(in.atom());
            case "UNKEYWORD" -> new SearchKey.Not(new SearchKey.Flagged(in.atom()));
            case "BEFORE", "ON", "SINCE" -> day(false, word);
            case "SENTBEFORE", "SENTON", "SENTSINCE" -> day(true, word.substring(4));
            case "LARGER" -> new SearchKey.Larger(in.number64());
            case "SMALLER" -> new SearchKey.Smaller(in.number64());
            case "FROM", "TO", "CC", "BCC", "SUBJECT" -> new SearchKey.Header(word, text());
            case "HEADER" -> {
                String field = in.astring();
                in.sp();
                yield new SearchKey.Header(field, text());
            }
            case "BODY" -> new SearchKey.Body(text());
            case "TEXT" -> new SearchKey.Text(text());
            default -> throw new Failure.Syntax("unknown search key");
        };
    }

    private SearchKey day(boolean sent, String relation) {
        return new SearchKey.OnDay(sent, Relation.valueOf(relation), in.date());
    }

    private String text() {
        byte[] octets = in.astringOctets();
        if (charset.filter(c -> !c.equals("UTF-8") && !c.equals("US-ASCII")).isPresent()) {
            return new String(octets, StandardCharsets.ISO_8859_1); // will be refused as a whole
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
        } catch (CharacterCodingException e) {
            throw new Failure.Syntax("the text to search for is not UTF-8");
        }
    }

    private static SearchKey flag(String word) {
        return new SearchKey.Flagged(
                "\\" + word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT));
    }

    private static SearchKey conjunction(List<SearchKey> keys) {
        return keys.size() == 1 ? keys.getFirst() : new SearchKey.And(keys);
    }
}
