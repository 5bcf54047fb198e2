package org.tohost.common.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/// The file with a secret that all nodes share: a line of text whose octets are the secret.
public final class ClusterSecret {
    private static final int OCTETS = 32;

    private ClusterSecret() {}

    /// Writes a new secret of 256 bits in hex digits to a file that only its owner may read.
    ///
    /// @throws IOException if that fails, also if the file exists
    public static void create(Path file) throws IOException {
        byte[] octets = new byte[OCTETS];
        new SecureRandom().nextBytes(octets);
        PrivateFiles.create(file, HexFormat.of().formatHex(octets) + "\n");
    }
}
