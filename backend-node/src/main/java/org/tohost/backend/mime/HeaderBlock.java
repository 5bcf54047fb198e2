package org.tohost.backend.mime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The fields of one header, in their order, within [#MAX] octets.
public record HeaderBlock(List<HeaderField> fields) {
    /// How much of a header is looked at; what is behind it is not seen as fields.
    public static final int MAX = 1 << 20;

    /// Copies the list.
    public HeaderBlock {
        fields = List.copyOf(fields);
    }

    /// Reads the header that a stream begins with, `size` octets long as [Extent#headerSize] says.
    public static HeaderBlock read(InputStream in, long size) throws IOException {
        return of(in.readNBytes((int) Math.min(size, MAX)));
    }

    /// {@return how many octets the header has that this stream begins with, its blank line
    /// included}
    public static long sizeOf(InputStream message) throws IOException {
        LineScanner lines = new LineScanner(message, 8 * 1024);
        while (lines.next() && !lines.blank()) {
            // on to the blank line
        }
        return lines.end();
    }

    /// {@return the fields in these octets, up to the first blank line}
    public static HeaderBlock of(byte[] octets) {
        List<HeaderField> fields = new ArrayList<>();
        int start = 0;
        while (start < octets.length && !blank(octets, start)) {
            int end = lineEnd(octets, start);
            while (end < octets.length && (octets[end] == ' ' || octets[end] == '\t')) {
                end = lineEnd(octets, end);
            }
            byte[] raw = Arrays.copyOfRange(octets, start, end);
            fields.add(new HeaderField(name(raw), raw));
            start = end;
        }
        return new HeaderBlock(fields);
    }

    /// {@return the first field of this name, in whatever case}
    public Optional<HeaderField> first(String name) {
        return fields.stream().filter(f -> f.name().equalsIgnoreCase(name)).findFirst();
    }

    /// {@return all fields of this name, in whatever case}
    public List<HeaderField> all(String name) {
        return fields.stream().filter(f -> f.name().equalsIgnoreCase(name)).toList();
    }

    /// {@return the octets of the fields whose name is among `names` (`listed`) or is not, and a
    /// blank line (RFC 9051 6.4.5.1)}
    public byte[] select(List<String> names, boolean listed) {
        Set<String> wanted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        wanted.addAll(names);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (HeaderField field : fields) {
            if (wanted.contains(field.name()) == listed) {
                out.writeBytes(field.raw());
                if (field.raw()[field.raw().length - 1] != '\n') {
                    out.writeBytes(new byte[] {'\r', '\n'}); // the header ended with the message
                }
            }
        }
        out.writeBytes(new byte[] {'\r', '\n'});
        return out.toByteArray();
    }

    private static boolean blank(byte[] octets, int start) {
        return octets[start] == '\n'
                || (octets[start] == '\r'
                        && start + 1 < octets.length
                        && octets[start + 1] == '\n');
    }

    private static int lineEnd(byte[] octets, int start) {
        int i = start;
        while (i < octets.length && octets[i] != '\n') {
            i++;
        }
        return Math.min(octets.length, i + 1);
    }

    private static String name(byte[] raw) {
        int colon = 0;
        while (colon < raw.length && raw[colon] != ':' && raw[colon] != '\n') {
            colon++;
        }
        return colon < raw.length && raw[colon] == ':'
                ? new String(raw, 0, colon, StandardCharsets.ISO_8859_1).strip()
                : "";
    }
}
