package org.tohost.common.managesieve;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntPredicate;
import org.tohost.common.failure.Failure;

/// Reads a command or response from left to right. Each method takes the element of the formal
/// syntax (RFC 5804 4) after which it is named and throws `Failure.Syntax` if something else stands
/// there.
public final class SieveCursor {
    private static final long MAX_NUMBER = 0xffff_ffffL;

    private final byte[] octets;
    private int at;

    /// A cursor at the beginning of a command or response: its line without the last CRLF; a
    /// literal stands in it behind its mark and CRLF, and what follows the literal behind that.
    public SieveCursor(byte[] octets) {
        this.octets = octets.clone();
    }

    /// {@return true if this character is next}
    public boolean at(char c) {
        return at < octets.length && octets[at] == c;
    }

    /// {@return true if a string is next}
    public boolean atString() {
        return at('"') || at('{');
    }

    /// {@return true if this character was next; it is taken}
    public boolean accept(char c) {
        if (!at(c)) {
            return false;
        }
        at++;
        return true;
    }

    /// Takes this character.
    public void expect(char c) {
        if (!accept(c)) {
            throw new Failure.Syntax(c == ' ' ? "expected a space" : "expected '" + c + "'");
        }
    }

    /// {@return true if nothing follows}
    public boolean atEnd() {
        return at == octets.length;
    }

    /// Checks that nothing follows.
    public void end() {
        if (!atEnd()) {
            throw new Failure.Syntax("unexpected text at the end of the command");
        }
    }

    /// {@return an atom in upper case: the name of a command, of a response or of its code}
    public String keyword() {
        return take(SieveCursor::isAtom, "a keyword").toUpperCase(Locale.ROOT);
    }

    /// {@return a number of 32 bits}
    public long number() {
        String digits = take(c -> c >= '0' && c <= '9', "a number");
        if (digits.length() <= 10) {
            long number = Long.parseLong(digits);
            if (number <= MAX_NUMBER) {
                return number;
            }
        }
        throw new Failure.Syntax("number out of range");
    }

    /// {@return a string as text: UTF-8}
    public String text() {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(string())).toString();
        } catch (CharacterCodingException e) {
            throw new Failure.Syntax("a string is not UTF-8");
        }
    }

    /// {@return the octets of a string}
    public byte[] string() {
        if (!atString()) {
            throw new Failure.Syntax("expected a string");
        }
        return at('"') ? quoted() : literal();
    }

    private byte[] quoted() {
        expect('"');
        byte[] content = new byte[octets.length - at];
        int length = 0;
        while (!accept('"')) {
            boolean escaped = accept('\\');
            int c = at < octets.length ? octets[at] & 0xff : 0;
            if (c == 0 || c == '\r' || c == '\n' || (escaped && c != '"' && c != '\\')) {
                throw new Failure.Syntax("bad quoted string");
            }
            content[length++] = (byte) c;
            at++;
        }
        return Arrays.copyOf(content, length);
    }

    private byte[] literal() {
        expect('{');
        long size = number();
        accept('+');
        expect('}');
        if (!accept('\r') || !accept('\n') || size > octets.length - at) {
            throw new Failure.Syntax("the literal is missing");
        }
        int from = at;
        at += (int) size;
        return Arrays.copyOfRange(octets, from, at);
    }

    private String take(IntPredicate chars, String what) {
        int from = at;
        while (at < octets.length && chars.test(octets[at] & 0xff)) {
            at++;
        }
        if (at == from) {
            throw new Failure.Syntax("expected " + what);
        }
        return new String(octets, from, at - from, StandardCharsets.US_ASCII);
    }

    /// ATOM-CHAR: printable ASCII without the atom-specials.
    private static boolean isAtom(int c) {
        return c > 0x20 && c < 0x7f && "(){\"\\".indexOf(c) < 0;
    }
}
