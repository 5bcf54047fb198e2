package org.tohost.common.tell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.tohost.common.tls.PrivateFiles;

/// What somebody must know who tells a node something: 256 bits of chance in a file of the node's
/// home that only the node's own user may read. It is new at each start.
public final class TellToken {
    /// The name of the file.
    public static final String FILE = "admin.token";

    private final byte[] octets;

    private TellToken(byte[] octets) {
        this.octets = octets;
    }

    /// Makes a new token and writes it into the node's home, in place of an older one.
    ///
    /// @param random a secure one
    /// @throws IOException if the file cannot be written
    public static TellToken make(Path home, RandomGenerator random) throws IOException {
        byte[] chance = new byte[32];
        random.nextBytes(chance);
        String text = HexFormat.of().formatHex(chance);
        PrivateFiles.replace(home.resolve(FILE), text + "\n");
        return new TellToken(text.getBytes(StandardCharsets.US_ASCII));
    }

    /// {@return true if this is the token; takes the same time for each wrong one of its length}
    public boolean matches(String given) {
        return MessageDigest.isEqual(octets, given.getBytes(StandardCharsets.UTF_8));
    }
}
