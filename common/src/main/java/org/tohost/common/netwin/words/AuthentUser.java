package org.tohost.common.netwin.words;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.tohost.common.failure.Failure;

/// The user in a `+OK` to `check` and `lookup`: `name drop-path uid label="value" ...`.
///
/// The name is the user's own, which need not be the one that was asked about. Drop path and uid
/// are for servers that keep mail in files of other programs; `config` and `0` say that they are
/// not needed.
public record AuthentUser(String name, String dropPath, String uid, Facts facts) {
    /// The drop path that says nothing.
    public static final String NO_PATH = "config";

    /// The uid that says nothing.
    public static final String NO_UID = "0";

    /// Checks the words.
    ///
    /// @throws Failure.Syntax if one cannot be said
    public AuthentUser {
        AuthentLine.word(name, "name");
        position(dropPath, "drop path");
        position(uid, "uid");
    }

    /// A user with these facts.
    ///
    /// @throws Failure.Syntax if the name cannot be said
    public AuthentUser(String name, Facts facts) {
        this(name, NO_PATH, NO_UID, facts);
    }

    /// Reads the text of a `+OK`; drop path and uid may be left out.
    ///
    /// @throws Failure.Syntax if it is no user
    public static AuthentUser parse(String text) {
        WordCursor cursor = new WordCursor(text.getBytes(StandardCharsets.UTF_8));
        String name = cursor.text("name");
        List<String> words = new ArrayList<>();
        while (words.size() < 2 && !cursor.atEnd() && !cursor.atFact()) {
            words.add(cursor.text("word"));
        }
        return new AuthentUser(
                name,
                words.isEmpty() ? NO_PATH : words.getFirst(),
                words.size() < 2 ? NO_UID : words.get(1),
                cursor.facts());
    }

    private static void position(String text, String what) {
        AuthentLine.word(text, what);
        if (new WordCursor(AuthentLine.octets(text)).atFact()) {
            throw new Failure.Syntax("a " + what + " that reads as a fact");
        }
    }

    /// {@return the text of the `+OK`}
    public AuthentReply.Ok reply() {
        return new AuthentReply.Ok(name + " " + dropPath + " " + uid + " " + facts);
    }
}
