package org.tohost.common.password;

import java.security.MessageDigest;
import org.tohost.common.domain.Secret;

/// A password that is stored as it is.
record PlainText(Secret secret) implements StoredHash {
    static PlainText parse(String text) {
        return new PlainText(Secret.of(text));
    }

    @Override
    public boolean matches(byte[] password) {
        return MessageDigest.isEqual(secret.octets(), password);
    }

    @Override
    public long micros() {
        return 1;
    }
}
