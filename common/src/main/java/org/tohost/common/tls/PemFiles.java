package org.tohost.common.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Keys and certificates in PEM files (RFC 7468).
///
/// Every `IOException` names the file and says what is wrong with it.
public final class PemFiles {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s+([^-]*)-----END \\1-----");
    private static final List<String> KEY_TYPES = List.of("EC", "RSA", "EdDSA");

    private PemFiles() {}

    private record Block(String label, byte[] der) {}

    /// {@return the certificates in this file, at least one, in the order of the file}
    public static List<X509Certificate> certificates(Path file) throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks(file)) {
            if (block.label().equals("CERTIFICATE")) {
                certificates.add(certificate(file, block.der()));
            }
        }
        if (certificates.isEmpty()) {
            throw new IOException(file + ": holds no certificate");
        }
        return List.copyOf(certificates);
    }

    /// {@return the private key in this file: PKCS #8 without passphrase; EC, RSA or Ed25519}
    public static PrivateKey privateKey(Path file) throws IOException {
        for (Block block : blocks(file)) {
            if (block.label().equals("PRIVATE KEY")) {
                return privateKey(file, block.der());
            }
            if (block.label().endsWith("PRIVATE KEY")) {
                throw new IOException(
                        file
                                + ": holds a "
                                + block.label()
                                + "; make it PKCS #8: openssl pkcs8 -topk8 -nodes -in OLD -out NEW");
            }
        }
        throw new IOException(file + ": holds no private key");
    }

    private static List<Block> blocks(Path file) throws IOException {
        Matcher matcher = BLOCK.matcher(read(file));
        List<Block> blocks = new ArrayList<>();
        while (matcher.find()) {
            try {
                byte[] der = Base64.getMimeDecoder().decode(matcher.group(2));
                blocks.add(new Block(matcher.group(1), der));
            } catch (IllegalArgumentException e) {
                throw new IOException(file + ": damaged Base64", e);
            }
        }
        return blocks;
    }

    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new IOException(file + ": cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    private static X509Certificate certificate(Path file, byte[] der) throws IOException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new IOException(file + ": damaged certificate", e);
        }
    }

    private static PrivateKey privateKey(Path file, byte[] der) throws IOException {
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(der);
        for (String type : KEY_TYPES) {
            try {
                return KeyFactory.getInstance(type).generatePrivate(spec);
            } catch (GeneralSecurityException e) {
                // a key of another type: PKCS #8 says which, only the factory reads it
            }
        }
        throw new IOException(file + ": holds no EC, RSA or Ed25519 key");
    }
}
