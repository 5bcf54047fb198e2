package org.tohost.backend.mime;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;

/// The body of a part with its transfer encoding and its charset undone. What cannot be decoded
/// becomes U+FFFD; an unknown charset is read as ISO 8859-1, US-ASCII and none at all as UTF-8.
public final class DecodedText {
    private DecodedText() {}

    /// {@return the text of a part whose body, as encoded, is this stream}
    public static Reader of(MimePart.Leaf part, InputStream body) {
        return new InputStreamReader(
                TransferEncoding.decoded(part.header().encoding(), body), charset(part.type()));
    }

    private static Charset charset(MediaType type) {
        String name = type.parameter("charset").orElse("utf-8").strip();
        try {
            Charset charset = Charset.forName(name);
            return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.ISO_8859_1;
        }
    }
}
