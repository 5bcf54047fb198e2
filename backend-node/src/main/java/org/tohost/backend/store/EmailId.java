package org.tohost.backend.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import org.tohost.backend.spool.Sha256;

/// RFC 8474 5.1: ids that are the same exactly for the same octets. Pure.
final class EmailId {
    private static final int OCTETS = 15;

    private EmailId() {}

    /// {@return the id of a message with this prefix and a body with this SHA-256}
    static String of(byte[] bodySha256, String prefix) {
        MessageDigest digest = Sha256.digest();
        digest.update(bodySha256);
        digest.update(prefix.getBytes(StandardCharsets.ISO_8859_1));
        byte[] id = Arrays.copyOf(digest.digest(), OCTETS);
        return "M" + Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }
}
