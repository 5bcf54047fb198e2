package org.tohost.common.tls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.tohost.common.failure.Failure;

/// The public keys that are believed without any authority: SHA-256 over the key as it stands in
/// the certificate (SubjectPublicKeyInfo), in Base64 (RFC 7469 2.4). Immutable; any thread.
public final class KeyPins {
    private static final int OCTETS = 32;

    private final List<byte[]> digests;

    private KeyPins(List<byte[]> digests) {
        this.digests = List.copyOf(digests);
    }

    /// Reads pins with commas between, so that a key can be changed: the old one and the next.
    ///
    /// @throws Failure.Syntax if one is not the Base64 form of 32 octets
    public static KeyPins parse(String text) {
        List<byte[]> digests = new ArrayList<>();
        for (String pin : text.split(",", -1)) {
            try {
                digests.add(Base64.getDecoder().decode(pin.strip()));
            } catch (IllegalArgumentException e) {
                throw notAPin();
            }
        }
        if (digests.stream().anyMatch(digest -> digest.length != OCTETS)) {
            throw notAPin();
        }
        return new KeyPins(digests);
    }

    /// {@return the pin of this certificate's key}
    public static String of(X509Certificate certificate) {
        return Base64.getEncoder().encodeToString(digest(certificate));
    }

    /// {@return true if the key of this certificate is one of these}
    public boolean hold(X509Certificate certificate) {
        byte[] own = digest(certificate);
        return digests.stream().anyMatch(digest -> MessageDigest.isEqual(digest, own));
    }

    private static byte[] digest(X509Certificate certificate) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(certificate.getPublicKey().getEncoded());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static Failure.Syntax notAPin() {
        return new Failure.Syntax(
                "not the SHA-256 of a public key in Base64 (44 characters), or several with commas"
                        + " between");
    }

    @Override
    public String toString() {
        return String.join(
                ", ", digests.stream().map(Base64.getEncoder()::encodeToString).toList());
    }
}
