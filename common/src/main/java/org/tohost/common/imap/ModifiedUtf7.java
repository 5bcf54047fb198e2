package org.tohost.common.imap;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.tohost.common.failure.Failure;

/// The encoding of mailbox names in RFC 3501 5.1.3: ASCII as it is, `&-` for `&`, and all else as
/// UTF-16 in Base64 with `,` for `/`, between `&` and `-`.
public final class ModifiedUtf7 {
    private ModifiedUtf7() {}

    /// {@return the name in ASCII; a lone surrogate becomes the replacement character}
    public static String encode(String name) {
        StringBuilder out = new StringBuilder(name.length() + 8);
        int i = 0;
        while (i < name.length()) {
            int from = i;
            while (i < name.length() && !isDirect(name.charAt(i))) {
                i++;
            }
            if (i > from) {
                out.append('&').append(base64(name.substring(from, i))).append('-');
            } else {
                char c = name.charAt(i++);
                out.append(c == '&' ? "&-" : String.valueOf(c));
            }
        }
        return out.toString();
    }

    /// {@return the name in plain Unicode; characters outside ASCII stay as they are, since clients
    /// that know only UTF-8 send them}
    ///
    /// @throws Failure.Syntax if a part between `&` and `-` is damaged
    public static String decode(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (c != '&') {
                out.append(c);
                continue;
            }
            int stop = text.indexOf('-', i);
            if (stop < 0) {
                throw new Failure.Syntax("& without - in a mailbox name");
            }
            out.append(stop == i ? "&" : unbase64(text.substring(i, stop)));
            i = stop + 1;
        }
        return out.toString();
    }

    private static boolean isDirect(char c) {
        return c >= 0x20 && c <= 0x7e;
    }

    private static String base64(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_16BE);
        return Base64.getEncoder().withoutPadding().encodeToString(octets).replace('/', ',');
    }

    private static String unbase64(String text) {
        try {
            if (text.indexOf('/') >= 0) {
                throw new Failure.Syntax("/ in the encoded part of a mailbox name");
            }
            byte[] octets = Base64.getDecoder().decode(text.replace(',', '/'));
            return StandardCharsets.UTF_16BE
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new Failure.Syntax("bad encoding in a mailbox name");
        }
    }
}
