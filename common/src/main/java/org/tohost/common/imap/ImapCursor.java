package org.tohost.common.imap;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.tohost.common.failure.Failure;
import org.tohost.common.wire.LiteralMark;

/// Reads a command from left to right. Each method takes the element of the formal syntax (RFC 9051
/// 9) after which it is named and throws `Failure.Syntax` if something else stands there.
///
/// A string in a literal may have at most [#MAX_STRING] octets here; only [#literal] gives out
/// larger ones, unread.
public final class ImapCursor {
    /// Longest string that is read into memory from a literal, in octets.
    public static final int MAX_STRING = 64 * 1024;

    private static final long MAX_NUMBER = 0xffff_ffffL;

    private final List<CommandPart> parts;
    private int part;
    private byte[] text;
    private int at;

    /// A cursor at the beginning of a command.
    ///
    /// @throws Failure.Syntax if the first part is not a text
    public ImapCursor(List<CommandPart> parts) {
        this.parts = List.copyOf(parts);
        text = textAt(0);
    }

    /// {@return a cursor over a command without literals}
    public static ImapCursor of(byte[] line) {
        return new ImapCursor(List.of(new CommandPart.Text(line)));
    }

    /// {@return the next octet, 0 to 255, or -1 at the end of the text}
    public int peek() {
        return at < text.length ? text[at] & 0xff : -1;
    }

    /// {@return true if this character is next}
    public boolean at(char c) {
        return peek() == c;
    }

    /// {@return true if this character was next; it is taken}
    public boolean accept(char c) {
        if (!at(c)) {
            return false;
        }
        at++;
        return true;
    }

    /// {@return true if these octets were next; they are taken}
    public boolean accept(String ascii) {
        byte[] wanted = octets(ascii);
        int end = at + wanted.length;
        if (end > text.length || !Arrays.equals(text, at, end, wanted, 0, wanted.length)) {
            return false;
        }
        at = end;
        return true;
    }

    /// Takes this character.
    public void expect(char c) {
        if (!accept(c)) {
            throw new Failure.Syntax("expected '" + c + "'");
        }
    }

    /// Takes one space.
    public void sp() {
        if (!accept(' ')) {
            throw new Failure.Syntax("expected a space");
        }
    }

    /// {@return true if nothing follows}
    public boolean atEnd() {
        return at == text.length && part == parts.size() - 1;
    }

    /// Checks that nothing follows.
    public void end() {
        if (!atEnd()) {
            throw new Failure.Syntax("unexpected text at the end of the command");
        }
    }

    /// {@return the tag}
    public String tag() {
        return take(ImapChars::isTag, "a tag");
    }

    /// {@return the name of a command or keyword: an atom, in upper case}
    public String keyword() {
        return atom().toUpperCase(Locale.ROOT);
    }

    /// {@return true if this keyword, in whatever case, was next; it is taken}
    public boolean acceptKeyword(String keyword) {
        int end = at + keyword.length();
        boolean next =
                end <= text.length
                        && (end == text.length || !ImapChars.isAtom(text[end] & 0xff))
                        && keyword.equalsIgnoreCase(
                                new String(text, at, keyword.length(), StandardCharsets.US_ASCII));
        at = next ? end : at;
        return next;
    }

    /// {@return an atom}
    public String atom() {
        return take(ImapChars::isAtom, "an atom");
    }

    /// {@return an astring as text: UTF-8}
    public String astring() {
        return utf8(astringOctets());
    }

    /// {@return the octets of an astring}
    public byte[] astringOctets() {
        return atString()
                ? stringOctets()
                : octets(take(ImapChars::isAstring, "an atom or a string"));
    }

    /// {@return a quoted string or literal as text: UTF-8}
    public String string() {
        return utf8(stringOctets());
    }

    /// {@return the octets of a quoted string or literal}
    public byte[] stringOctets() {
        return at('"') ? quoted() : smallLiteral();
    }

    /// {@return a string, or nothing for NIL}
    public Optional<String> nstring() {
        if (atString()) {
            return Optional.of(string());
        }
        nil();
        return Optional.empty();
    }

    /// Takes NIL.
    public void nil() {
        if (!keyword().equals("NIL")) {
            throw new Failure.Syntax("expected a string or NIL");
        }
    }

    /// {@return true if a quoted string or literal is next}
    public boolean atString() {
        return at('"') || atLiteral();
    }

    /// {@return true if a literal is next}
    public boolean atLiteral() {
        return at('{') || (at('~') && at + 1 < text.length && text[at + 1] == '{');
    }

    /// {@return a literal of any size, unread}
    public Literal literal() {
        LiteralMark mark =
                LiteralMark.of(Arrays.copyOfRange(text, at, text.length))
                        .filter(m -> atLiteral() && m.toString().length() == text.length - at)
                        .orElseThrow(() -> new Failure.Syntax("expected a literal"));
        if (part + 2 >= parts.size()
                || !(parts.get(part + 1) instanceof CommandPart.Literal(LiteralContent content))) {
            throw new Failure.Syntax("the literal is missing");
        }
        part += 2;
        text = textAt(part);
        at = 0;
        return new Literal(content, mark.literal8());
    }

    /// {@return a number of 32 bits}
    public long number() {
        return number(0, MAX_NUMBER);
    }

    /// {@return a number of 63 bits (RFC 9051: number64)}
    public long number64() {
        return number(0, Long.MAX_VALUE);
    }

    /// {@return a number of 32 bits above zero}
    public long nzNumber() {
        return number(1, MAX_NUMBER);
    }

    /// {@return a set of message numbers or UIDs}
    public SequenceSet sequenceSet() {
        return SequenceSet.parse(take(ImapChars::isSequenceSet, "a sequence set"));
    }

    /// {@return a flag: a keyword, or a name behind a backslash, as it was written}
    public String flag() {
        return accept('\\') ? "\\" + atom() : atom();
    }

    /// {@return the flags between two parentheses, none allowed}
    public List<String> flagList() {
        expect('(');
        List<String> flags = new ArrayList<>();
        while (!accept(')')) {
            if (!flags.isEmpty()) {
                sp();
            }
            flags.add(flag());
        }
        return List.copyOf(flags);
    }

    /// {@return a date, quoted or not: `1-Feb-1994`}
    public LocalDate date() {
        return ImapDates.date(at('"') ? utf8(quoted()) : atom());
    }

    /// {@return a date with time and zone: `" 1-Feb-1994 21:52:25 -0800"`}
    public OffsetDateTime dateTime() {
        return ImapDates.dateTime(utf8(quoted()));
    }

    /// {@return the name of a mailbox in plain Unicode; INBOX in any case is `INBOX`}
    public String mailbox(MailboxEncoding encoding) {
        return encoding.decode(astringOctets());
    }

    /// {@return the pattern of LIST: a mailbox name with wild cards, in plain Unicode}
    public String listMailbox(MailboxEncoding encoding) {
        return encoding.decode(
                atString() ? stringOctets() : octets(take(ImapChars::isList, "a mailbox pattern")));
    }

    /// {@return all that is left of this text, possibly nothing}
    public byte[] rest() {
        byte[] rest = Arrays.copyOfRange(text, at, text.length);
        at = text.length;
        return rest;
    }

    private byte[] quoted() {
        expect('"');
        byte[] content = new byte[text.length - at];
        int length = 0;
        while (!accept('"')) {
            boolean escaped = accept('\\');
            int c = peek();
            if (c <= 0 || c == '\r' || c == '\n' || (escaped && c != '"' && c != '\\')) {
                throw new Failure.Syntax("bad quoted string");
            }
            content[length++] = (byte) c;
            at++;
        }
        return Arrays.copyOf(content, length);
    }

    private byte[] smallLiteral() {
        Literal literal = literal();
        if (literal.content().size() > MAX_STRING) {
            throw new Failure.Syntax("a string has at most " + MAX_STRING + " octets");
        }
        byte[] octets = literal.content().octets();
        for (byte octet : octets) {
            if (octet == 0) {
                throw new Failure.Syntax("NUL in a string");
            }
        }
        return octets;
    }

    private long number(long least, long most) {
        String digits = take(ImapChars::isDigit, "a number");
        try {
            long number = Long.parseLong(digits);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // more than 63 bits: the same as too large
        }
        throw new Failure.Syntax("number out of range");
    }

    private String take(IntPredicate chars, String what) {
        int from = at;
        while (at < text.length && chars.test(text[at] & 0xff)) {
            at++;
        }
        if (at == from) {
            throw new Failure.Syntax("expected " + what);
        }
        return new String(text, from, at - from, StandardCharsets.US_ASCII);
    }

    private byte[] textAt(int index) {
        if (index < parts.size() && parts.get(index) instanceof CommandPart.Text(byte[] octets)) {
            return octets;
        }
        throw new Failure.Syntax("a command is made of lines with literals between them");
    }

    private static byte[] octets(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }

    private static String utf8(byte[] octets) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
        } catch (CharacterCodingException e) {
            throw new Failure.Syntax("a string is not UTF-8");
        }
    }

    /// A literal that was taken: its content, and whether the client may put NUL into it.
    public record Literal(LiteralContent content, boolean literal8) {}
}
