package org.tohost.common.password;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;
import org.tohost.common.failure.Failure;

/// PBKDF2 (RFC 8018 5.2) over octets: the JDK has it for characters only.
record Pbkdf2(String prf, int iterations) {
    private static final int MOST = 10_000_000;

    /// Checks that somebody waits for the end.
    ///
    /// @throws Failure.Syntax if the iterations do not go from 1 to 10,000,000
    Pbkdf2 {
        if (iterations < 1 || iterations > MOST) {
            throw new Failure.Syntax("iterations of PBKDF2 go from 1 to " + MOST);
        }
    }

    byte[] derive(byte[] password, byte[] salt, int length) {
        try {
            Mac mac = mac(prf, password);
            byte[] derived = new byte[length];
            int size = mac.getMacLength();
            for (int from = 0, block = 1; from < length; from += size, block++) {
                byte[] sum = block(mac, salt, block);
                System.arraycopy(sum, 0, derived, from, Math.min(size, length - from));
            }
            return derived;
        } catch (ShortBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    /// {@return about how many microseconds a key of so many octets takes}
    long micros(int length) {
        int size = mac(prf, new byte[0]).getMacLength();
        long blocks = (length + size - 1L) / size;
        return blocks * iterations * (size > 32 ? 4 : 1) / 4;
    }

    private byte[] block(Mac mac, byte[] salt, int number) throws ShortBufferException {
        mac.update(salt);
        byte[] u =
                mac.doFinal(
                        new byte[] {
                            (byte) (number >>> 24),
                            (byte) (number >>> 16),
                            (byte) (number >>> 8),
                            (byte) number
                        });
        byte[] sum = u.clone();
        for (int round = 1; round < iterations; round++) {
            mac.update(u);
            mac.doFinal(u, 0);
            for (int i = 0; i < sum.length; i++) {
                sum[i] ^= u[i];
            }
        }
        return sum;
    }

    /// {@return a keyed hash; an empty key counts as one of zeros, which HMAC pads it with anyway}
    static Mac mac(String prf, byte[] key) {
        try {
            Mac mac = Mac.getInstance(prf);
            mac.init(new SecretKeySpec(key.length == 0 ? Arrays.copyOf(key, 1) : key, prf));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + prf, e);
        }
    }
}
