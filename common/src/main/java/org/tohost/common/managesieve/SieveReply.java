package org.tohost.common.managesieve;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.tohost.common.failure.Failure;

/// How a command ended: `OK`, `NO (CODE) "text"`, or `BYE`, with which the server goes (RFC 5804
/// 1.3).
///
/// @param code the response code; none for most
/// @param text words for a person; empty if there are none
public record SieveReply(State state, Optional<Code> code, String text) implements SieveResponse {
    /// What became of the command.
    public enum State {
        OK,
        NO,
        BYE
    }

    /// A response code and its argument, such as `TAG "x"`, `QUOTA/MAXSIZE`, `TRYLATER`.
    public record Code(String name, Optional<String> argument) {
        /// {@return the code of this name without argument}
        public static Code of(String name) {
            return new Code(name, Optional.empty());
        }
    }

    /// {@return a reply without code}
    public static SieveReply of(State state, String text) {
        return new SieveReply(state, Optional.empty(), text);
    }

    /// {@return a reply with a code that has no argument}
    public static SieveReply of(State state, String code, String text) {
        return new SieveReply(state, Optional.of(Code.of(code)), text);
    }

    /// {@return true if the code is this one, or a special case of it, as `QUOTA/MAXSIZE` is one of
    /// `QUOTA` (RFC 5804 1.3)}
    public boolean isCoded(String name) {
        return code.filter(c -> c.name().equals(name) || c.name().startsWith(name + "/"))
                .isPresent();
    }

    /// Reads a reply.
    ///
    /// @throws Failure.Syntax if it is none
    static SieveReply parse(SieveCursor cursor) {
        State state =
                switch (cursor.keyword()) {
                    case "OK" -> State.OK;
                    case "NO" -> State.NO;
                    case "BYE" -> State.BYE;
                    default -> throw new Failure.Syntax("neither OK nor NO nor BYE");
                };
        Optional<Code> code = Optional.empty();
        String text = "";
        if (!cursor.atEnd()) {
            cursor.expect(' ');
            if (cursor.accept('(')) {
                code = Optional.of(code(cursor));
                if (!cursor.atEnd()) {
                    cursor.expect(' ');
                    text = cursor.text();
                }
            } else {
                text = cursor.text();
            }
        }
        cursor.end();
        return new SieveReply(state, code, text);
    }

    private static Code code(SieveCursor cursor) {
        String name = cursor.keyword();
        Optional<String> argument = Optional.empty();
        if (cursor.accept(' ')) {
            argument = Optional.of(cursor.atString() ? cursor.text() : cursor.keyword());
        }
        cursor.expect(')');
        return new Code(name, argument);
    }

    /// {@return the reply on the wire, with CRLF}
    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ascii(state.name()));
        code.ifPresent(c -> {
            out.writeBytes(ascii(" (" + c.name()));
            c.argument()
                    .ifPresent(argument -> {
                        out.write(' ');
                        out.writeBytes(SieveString.toClient(argument));
                    });
            out.write(')');
        });
        if (!text.isEmpty()) {
            out.write(' ');
            out.writeBytes(SieveString.toClient(text));
        }
        out.writeBytes(ascii("\r\n"));
        return out.toByteArray();
    }

    /// {@return the reply on one line, for the log}
    @Override
    public String toString() {
        return new String(bytes(), StandardCharsets.UTF_8).replaceAll("[\\r\\n]+", " ").strip();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
