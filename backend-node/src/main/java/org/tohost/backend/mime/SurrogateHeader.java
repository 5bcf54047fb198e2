package org.tohost.backend.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The header of a message or of a part for clients that know ASCII alone (RFC 6858 2): what is
/// ASCII stays as it is, the subject becomes encoded words, addresses as [SurrogateAddresses] says,
/// parameters that are not ASCII are left out, and so is every other field that is not. Pure.
public final class SurrogateHeader {
    /// Longer lists of addresses are left out, as reading them costs much more than their size.
    private static final int MAX_ADDRESSES = 64 * 1024;

    private static final Set<String> ADDRESSES =
            Set.of(
                    "from",
                    "sender",
                    "reply-to",
                    "to",
                    "cc",
                    "bcc",
                    "resent-from",
                    "resent-sender",
                    "resent-reply-to",
                    "resent-to",
                    "resent-cc",
                    "resent-bcc");

    private SurrogateHeader() {}

    /// {@return true if no octet has its highest bit set}
    public static boolean isAscii(byte[] octets) {
        for (byte octet : octets) {
            if (octet < 0) {
                return false;
            }
        }
        return true;
    }

    static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    /// {@return the header for such a client, with the blank line that ends it}
    public static byte[] of(HeaderBlock header) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (HeaderField field : header.fields()) {
            if (isAscii(field.raw())) {
                out.writeBytes(field.raw());
            } else if (isAscii(field.name())) {
                value(field)
                        .map(value -> field.name() + ": " + value + "\r\n")
                        .map(line -> line.getBytes(StandardCharsets.US_ASCII))
                        .ifPresent(out::writeBytes);
            }
        }
        out.writeBytes(new byte[] {'\r', '\n'});
        return out.toByteArray();
    }

    /// {@return what stands for the value of a field that is not ASCII; nothing if nothing can}
    private static Optional<String> value(HeaderField field) {
        String name = field.name().toLowerCase(Locale.ROOT);
        if (ADDRESSES.contains(name)) {
            return Optional.of(field.value())
                    .filter(value -> value.length() <= MAX_ADDRESSES)
                    .map(SurrogateAddresses::of)
                    .filter(value -> !value.isEmpty());
        }
        return switch (name) {
            case "subject" -> Optional.of(EncodedWords.of(HeaderField.unicode(field.value())));
            case "content-type", "content-disposition" -> SurrogateParameters.of(field);
            default -> Optional.empty();
        };
    }
}
