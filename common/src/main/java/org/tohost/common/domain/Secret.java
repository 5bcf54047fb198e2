package org.tohost.common.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/// Octets that must not be seen: a password or a key. Masked in [#toString], compared in constant
/// time, and gone after [#wipe].
public final class Secret {
    private final byte[] octets;

    private Secret(byte[] octets) {
        this.octets = octets;
    }

    /// {@return a secret with a copy of these octets}
    public static Secret of(byte[] octets) {
        return new Secret(octets.clone());
    }

    /// {@return a secret with the UTF-8 form of this text}
    public static Secret of(String text) {
        return new Secret(text.getBytes(StandardCharsets.UTF_8));
    }

    /// {@return a copy of the octets}
    public byte[] octets() {
        return octets.clone();
    }

    /// {@return the octets read as UTF-8}
    public String text() {
        return new String(octets, StandardCharsets.UTF_8);
    }

    /// {@return true if there is nothing in it, as after [#wipe]}
    public boolean isEmpty() {
        return octets.length == 0 || Arrays.equals(octets, new byte[octets.length]);
    }

    /// Overwrites the octets with zeros.
    public void wipe() {
        Arrays.fill(octets, (byte) 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && MessageDigest.isEqual(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return Secret.class.hashCode(); // says nothing about the content
    }

    @Override
    public String toString() {
        return "********";
    }
}
