package org.tohost.backend.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The first words of a message (RFC 8970 3.1): of its first plain text, or of its first HTML
/// without the markup; what is quoted is left out unless there is nothing else.
final class Preview {
    /// How many characters it has at most.
    static final int LENGTH = 200;

    private static final int LOOKED_AT = 32 * 1024;
    private static final int PIECE = 1024;

    private Preview() {}

    /// {@return the preview, empty if there are no words}
    static String of(MimePart message, MessageSource source) {
        Optional<MimePart.Leaf> plain = find(message, "plain");
        if (plain.isPresent()) {
            String text = text(plain.get(), source, 4 * PIECE);
            String own = words(text.lines().filter(l -> !l.startsWith(">")));
            return own.isEmpty() ? words(text.lines()) : own;
        }
        Optional<MimePart.Leaf> html = find(message, "html");
        return html.isPresent()
                ? words(HtmlText.of(text(html.get(), source, LOOKED_AT)).lines())
                : "";
    }

    private static Optional<MimePart.Leaf> find(MimePart part, String subtype) {
        return switch (part) {
            case MimePart.Leaf leaf ->
                    Optional.of(leaf)
                            .filter(l -> l.type().isText() && l.type().subtype().equals(subtype))
                            .filter(l -> !isAttached(l.header()));
            case MimePart.Multipart multipart ->
                    multipart.parts().stream()
                            .flatMap(inner -> find(inner, subtype).stream())
                            .findFirst();
            case MimePart.Embedded _ -> Optional.empty();
        };
    }

    private static boolean isAttached(PartHeader header) {
        return header.disposition().filter(d -> d.type().equals("attachment")).isPresent();
    }

    /// {@return the text up to there, or to where it cannot be decoded: mail must not depend on it}
    private static String text(MimePart.Leaf part, MessageSource source, int most) {
        StringBuilder text = new StringBuilder();
        char[] piece = new char[PIECE];
        Extent extent = part.extent();
        try (InputStream in = source.open(extent.bodyStart(), extent.bodySize());
                Reader decoded = DecodedText.of(part, in)) {
            int n = decoded.read(piece);
            while (n > 0 && text.length() < most) {
                text.append(piece, 0, n);
                n = decoded.read(piece);
            }
        } catch (IOException _) {
            return text.toString();
        }
        return text.toString();
    }

    /// {@return the first characters of these lines, with single spaces between words}
    private static String words(Stream<String> lines) {
        StringBuilder words = new StringBuilder();
        boolean space = false;
        int count = 0;
        int[] points = lines.collect(Collectors.joining(" ")).codePoints().toArray();
        for (int i = 0; i < points.length && count < LENGTH; i++) {
            int c = points[i];
            if (isSpace(c)) {
                space = count > 0;
            } else if (!isPadding(c)) {
                if (space && ++count < LENGTH) {
                    words.append(' ');
                }
                space = false;
                if (count++ < LENGTH) {
                    words.appendCodePoint(c);
                }
            }
        }
        return words.toString().strip();
    }

    private static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
    }

    /// Characters without width, with which newsletters fill their previews.
    private static boolean isPadding(int c) {
        return switch (c) {
            case 0xAD, 0x34F, 0x200B, 0x200C, 0x2060, 0xFEFF -> true;
            default -> false;
        };
    }
}
