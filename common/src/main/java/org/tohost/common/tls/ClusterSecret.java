package org.tohost.common.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.tohost.common.domain.Secret;

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

    /// {@return the secret in this file, without white space at its ends}
    ///
    /// @throws IOException naming the file, if it cannot be read or is shorter than 32 octets
    public static Secret read(Path file) throws IOException {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new IOException(file + ": cannot be read: " + e.getClass().getSimpleName(), e);
        }
        Secret secret = Secret.of(text);
        if (secret.octets().length < OCTETS) {
            throw new IOException(file + ": a cluster secret has at least " + OCTETS + " octets");
        }
        return secret;
    }
}
