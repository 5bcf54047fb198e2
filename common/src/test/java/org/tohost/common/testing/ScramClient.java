package org.tohost.common.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.tohost.common.authent.ScramVerifier;

/// The client's side of SCRAM-SHA-256, as RFC 5802 3 has it.
public final class ScramClient {
    private final String header;
    private final byte[] binding;
    private final String bare;
    private final String password;
    private String serverSignature = "";

    /// A client that begins with this GS2 header and, if that says `p=`, is bound to this.
    public ScramClient(String header, byte[] binding, String name, String password, String nonce) {
        this.header = header;
        this.binding = binding.clone();
        this.bare = "n=" + name + ",r=" + nonce;
        this.password = password;
    }

    /// A client that cannot bind.
    public ScramClient(String name, String password) {
        this("n,,", new byte[0], name, password, "rOprNGfwEbeRWgbNEkqO");
    }

    /// {@return the first message}
    public String first() {
        return header + bare;
    }

    /// {@return the last message, to this challenge}
    public String last(String challenge) {
        String[] parts = challenge.split(",", -1);
        byte[] salt = Base64.getDecoder().decode(parts[1].substring(2));
        byte[] salted = salted(password, salt, Integer.parseInt(parts[2].substring(2)));
        byte[] clientKey = hmac(salted, "Client Key");
        byte[] head = header.getBytes(StandardCharsets.UTF_8);
        byte[] both = new byte[head.length + binding.length];
        System.arraycopy(head, 0, both, 0, head.length);
        System.arraycopy(binding, 0, both, head.length, binding.length);
        String without = "c=" + base64(both) + "," + parts[0];
        String said = bare + "," + challenge + "," + without;
        byte[] proof = hmac(hash(clientKey), said);
        for (int i = 0; i < proof.length; i++) {
            proof[i] ^= clientKey[i];
        }
        serverSignature = "v=" + base64(hmac(hmac(salted, "Server Key"), said));
        return without + ",p=" + base64(proof);
    }

    /// {@return true if this is what a server says that knows the password}
    public boolean believes(String serverFinal) {
        return serverFinal.equals(serverSignature);
    }

    /// {@return what a server keeps of this password}
    public static ScramVerifier verifier(String password, byte[] salt, int iterations) {
        byte[] salted = salted(password, salt, iterations);
        return new ScramVerifier(
                iterations, salt, hash(hmac(salted, "Client Key")), hmac(salted, "Server Key"));
    }

    private static byte[] salted(String password, byte[] salt, int iterations) {
        try {
            PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, 256);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] hash(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }
}
