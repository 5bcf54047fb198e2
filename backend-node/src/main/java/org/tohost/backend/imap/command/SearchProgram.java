package org.tohost.backend.imap.command;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What is searched for.
///
/// @param charset what the client named, in upper case; with one that is unknown the texts in `key`
///   are not to be relied upon
public record SearchProgram(Optional<String> charset, SearchKey key) {
    /// {@return true if the texts could be read}
    public boolean readable() {
        return charset.isEmpty() || known(charset.get()).isPresent();
    }

    /// {@return true if the answer is to tell a MODSEQ (RFC 7162 3.1.5)}
    public boolean asksModSeq() {
        return asksModSeq(key);
    }

    private static boolean asksModSeq(SearchKey key) {
        return switch (key) {
            case SearchKey.ModSeq _ -> true;
            case SearchKey.And(List<SearchKey> keys) ->
                    keys.stream().anyMatch(SearchProgram::asksModSeq);
            case SearchKey.Or(SearchKey one, SearchKey other) ->
                    asksModSeq(one) || asksModSeq(other);
            case SearchKey.Not(SearchKey inner) -> asksModSeq(inner);
            case SearchKey.Within _,
                    SearchKey.Flagged _,
                    SearchKey.Recent _,
                    SearchKey.OnDay _,
                    SearchKey.Age _,
                    SearchKey.Larger _,
                    SearchKey.Smaller _,
                    SearchKey.EmailId _,
                    SearchKey.ThreadId _,
                    SearchKey.Header _,
                    SearchKey.Body _,
                    SearchKey.Text _ ->
                    false;
        };
    }

    /// {@return the charset of this name; that of US-ASCII is UTF-8, which it is a part of}
    static Optional<Charset> known(String name) {
        try {
            if (name.toUpperCase(Locale.ROOT).equals("US-ASCII")) {
                return Optional.of(StandardCharsets.UTF_8);
            }
            return Charset.isSupported(name)
                    ? Optional.of(Charset.forName(name))
                    : Optional.empty();
        } catch (IllegalCharsetNameException e) {
            return Optional.empty();
        }
    }
}
