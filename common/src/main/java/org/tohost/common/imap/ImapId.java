package org.tohost.common.imap;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tohost.common.failure.Failure;

/// What a client or server says of itself by ID (RFC 2971); no fields at all is NIL.
public record ImapId(List<Field> fields) {
    private static final int MOST_FIELDS = 30;
    private static final int LONGEST_NAME = 30;
    private static final int LONGEST_VALUE = 1024;

    /// A field, such as `"name" "mutt"`; NIL is no value. Both are octets, an octet a character.
    public record Field(String name, Optional<String> value) {}

    /// Copies the list.
    public ImapId {
        fields = List.copyOf(fields);
    }

    /// {@return NIL}
    public static ImapId nil() {
        return new ImapId(List.of());
    }

    /// Reads `id_params_list`: the fields between parentheses, or NIL.
    ///
    /// @throws Failure.Syntax if it is neither, or breaks a bound of RFC 2971 3.3: 30 fields, 30
    ///   octets in a name, 1024 in a value
    public static ImapId parse(ImapCursor cursor) {
        if (!cursor.at('(')) {
            cursor.nil();
            return nil();
        }
        cursor.expect('(');
        List<Field> fields = new ArrayList<>();
        while (!cursor.accept(')')) {
            if (!fields.isEmpty()) {
                cursor.sp();
            }
            String name = text(cursor.stringOctets(), LONGEST_NAME);
            cursor.sp();
            fields.add(new Field(name, value(cursor)));
            if (fields.size() > MOST_FIELDS) {
                throw new Failure.Syntax("ID has at most 30 fields");
            }
        }
        return new ImapId(fields);
    }

    private static Optional<String> value(ImapCursor cursor) {
        if (cursor.atString()) {
            return Optional.of(text(cursor.stringOctets(), LONGEST_VALUE));
        }
        cursor.nil();
        return Optional.empty();
    }

    private static String text(byte[] octets, int longest) {
        if (octets.length > longest) {
            throw new Failure.Syntax(
                    "a name in ID has at most 30 octets, a value at most 1024 (RFC 2971 3.3)");
        }
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    /// {@return the fields without those whose names begin with `x-` in any case: between nodes and
    /// servers these tell client facts, which a client may not tell of itself}
    public ImapId withoutExtensions() {
        return new ImapId(
                fields.stream()
                        .filter(field -> !field.name().toLowerCase(Locale.ROOT).startsWith("x-"))
                        .toList());
    }

    /// {@return the fields as they stand behind `ID` or `* ID`}
    public byte[] bytes() {
        if (fields.isEmpty()) {
            return octets("NIL");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Field field : fields) {
            out.write(out.size() == 0 ? '(' : ' ');
            out.writeBytes(ImapString.string(octets(field.name())));
            out.write(' ');
            out.writeBytes(ImapString.nstring(field.value().map(ImapId::octets)));
        }
        out.write(')');
        return out.toByteArray();
    }

    @Override
    public String toString() {
        return new String(bytes(), StandardCharsets.ISO_8859_1);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
