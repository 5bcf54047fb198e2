package org.tohost.backend.imap.command;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.tohost.backend.imap.command.SearchKey.Clock;
import org.tohost.backend.imap.command.SearchKey.Relation;
import org.tohost.common.failure.Failure;
import org.tohost.common.imap.ImapCursor;

/// Reads the keys of SEARCH.
final class SearchParser {
    private static final int MAX_DEPTH = 50;
    private static final int MAX_KEYS = 5000;

    private final ImapCursor in;
    private final Charset charset;
    private int keys;

    /// @param charset of the texts, UTF-8 if none is named
    SearchParser(ImapCursor in, Optional<String> charset) {
        this.in = in;
        // with an unknown charset the search will be refused as a whole
        this.charset =
                charset.map(c -> SearchProgram.known(c).orElse(StandardCharsets.ISO_8859_1))
                        .orElse(StandardCharsets.UTF_8);
    }

    /// {@return all keys to the end of the command, the cursor standing before the first}
    SearchKey keys() {
        List<SearchKey> all = new ArrayList<>();
        do {
            all.add(key(word(), 0));
        } while (in.accept(' '));
        return conjunction(all);
    }

    /// {@return the word that a key begins with; none if it is a set or a list}
    private Optional<String> word() {
        int c = in.peek();
        return (c >= '0' && c <= '9') || c == '*' || c == '(' || c == '$'
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
            return new SearchKey.Within(MessageSet.read(in, false));
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
            case "SAVEDATESUPPORTED" -> new SearchKey.And(List.of()); // RFC 8514 4.3
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
            case "UID" -> new SearchKey.Within(MessageSet.read(in, true));
            case "KEYWORD" -> new SearchKey.Flagged(in.atom());
            case "UNKEYWORD" -> new SearchKey.Not(new SearchKey.Flagged(in.atom()));
            case "BEFORE", "ON", "SINCE" -> day(Clock.INTERNAL, word);
            case "SENTBEFORE", "SENTON", "SENTSINCE" -> day(Clock.SENT, word.substring(4));
            case "SAVEDBEFORE", "SAVEDON", "SAVEDSINCE" -> day(Clock.SAVED, word.substring(5));
            case "OLDER" -> new SearchKey.Age(true, in.nzNumber());
            case "YOUNGER" -> new SearchKey.Age(false, in.nzNumber());
            case "EMAILID" -> new SearchKey.EmailId(in.atom());
            case "THREADID" -> new SearchKey.ThreadId(in.atom());
            case "LARGER" -> new SearchKey.Larger(in.number64());
            case "SMALLER" -> new SearchKey.Smaller(in.number64());
            case "MODSEQ" -> modSeq();
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

    /// What is meant of the message is read and passed over: there is one MODSEQ for all of it (RFC
    /// 7162 3.1.5).
    private SearchKey modSeq() {
        if (in.atString()) {
            in.string();
            in.sp();
            if (!Set.of("PRIV", "SHARED", "ALL").contains(in.keyword())) {
                throw new Failure.Syntax("unknown type of entry");
            }
            in.sp();
        }
        return new SearchKey.ModSeq(in.number64());
    }

    private SearchKey day(Clock clock, String relation) {
        return new SearchKey.OnDay(clock, Relation.valueOf(relation), in.date());
    }

    private String text() {
        byte[] octets = in.astringOctets();
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
        } catch (CharacterCodingException e) {
            throw new Failure.Syntax("the text to search for is not in its charset");
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
