package org.tohost.common.netwin.words;

import org.tohost.common.failure.Failure;

/// What a user database answers, a line each: any number of [Data], then one of the others.
public sealed interface AuthentReply {
    /// One user that a search found.
    record Data(String name, Facts facts) implements AuthentReply {
        /// Checks the name.
        ///
        /// @throws Failure.Syntax if it cannot be said
        public Data {
            AuthentLine.word(name, "name");
        }
    }

    /// Yes, or done. What the text means depends on the question: see [AuthentUser].
    record Ok(String text) implements AuthentReply {
        /// Takes off the spaces around the text.
        ///
        /// @throws Failure.Syntax if there is a control character in it
        public Ok {
            text = AuthentLine.trim(AuthentLine.free(text, "reply"));
        }
    }

    /// No, for good: no such user, a wrong password, a question that makes no sense.
    record Err(String text) implements AuthentReply {
        /// Takes off the spaces around the text.
        ///
        /// @throws Failure.Syntax if there is a control character in it
        public Err {
            text = AuthentLine.trim(AuthentLine.free(text, "reply"));
        }
    }

    /// No answer now: the database does not answer.
    record Dead(String text) implements AuthentReply {
        /// Takes off the spaces around the text.
        ///
        /// @throws Failure.Syntax if there is a control character in it
        public Dead {
            text = AuthentLine.trim(AuthentLine.free(text, "reply"));
        }
    }

    /// Reads a line without its end.
    ///
    /// @throws Failure.Syntax if it is no reply
    static AuthentReply parse(byte[] line) {
        WordCursor cursor = new WordCursor(line);
        return switch (cursor.text("reply")) {
            case "+DATA" -> new Data(cursor.text("name"), cursor.facts());
            case "+OK" -> new Ok(cursor.rest());
            case "-ERR" -> new Err(cursor.rest());
            case "-DEAD" -> new Dead(cursor.rest());
            default -> throw new Failure.Syntax("neither +DATA nor +OK nor -ERR nor -DEAD");
        };
    }

    /// {@return the line, without its end}
    ///
    /// @throws Failure.Syntax if it gets too long
    default byte[] line() {
        return switch (this) {
            case Data(String name, Facts facts) -> line("+DATA", name + " " + facts);
            case Ok(String text) -> line("+OK", text);
            case Err(String text) -> line("-ERR", text);
            case Dead(String text) -> line("-DEAD", text);
        };
    }

    private static byte[] line(String kind, String text) {
        return AuthentLine.join(AuthentLine.octets(AuthentLine.trim(kind + " " + text)));
    }
}
