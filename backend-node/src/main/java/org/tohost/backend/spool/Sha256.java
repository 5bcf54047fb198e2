package org.tohost.backend.spool;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The digest of bodies.
public final class Sha256 {
    /// Octets of a digest.
    public static final int LENGTH = 32;

    private Sha256() {}

    /// {@return a fresh digest}
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
