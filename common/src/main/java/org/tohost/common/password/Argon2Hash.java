package org.tohost.common.password;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.tohost.common.failure.Failure;

/// Argon2 (RFC 9106) in the form of its reference program:
/// `$argon2id$v=19$m=19456,t=2,p=1$salt$tag`.
@SuppressWarnings("ArrayRecordComponent") // never compared, never printed
record Argon2Hash(Cost cost, byte[] salt, byte[] tag) implements StoredHash {
    private static final Pattern FORM =
            Pattern.compile(
                    "\\$argon2(id|i|d)(?:\\$v=(16|19))?\\$m=(\\d{1,9}),t=(\\d{1,9}),p=(\\d{1,9})"
                            + "\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");
    private static final int SALT = 16;
    private static final int TAG = 32;

    /// What a tag costs; `memory` in KiB. Whoever can write a stored value may not take the node's
    /// memory with it, so there are bounds.
    record Cost(int type, int version, int memory, int passes, int lanes) {
        private static final int MOST_MEMORY = 256 * 1024;
        private static final int MOST_PASSES = 64;
        private static final int MOST_LANES = 64;

        Cost {
            if (memory < 8 * lanes || memory > MOST_MEMORY) {
                throw new Failure.Syntax("Argon2 may take up to m=" + MOST_MEMORY + " KiB");
            }
            if (passes < 1 || passes > MOST_PASSES || lanes < 1 || lanes > MOST_LANES) {
                throw new Failure.Syntax(
                        "Argon2 may take up to t=" + MOST_PASSES + ", p=" + MOST_LANES);
            }
        }

        byte[] tag(byte[] password, byte[] salt, int length) {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(
                    new Argon2Parameters.Builder(type)
                            .withVersion(version)
                            .withMemoryAsKB(memory)
                            .withIterations(passes)
                            .withParallelism(lanes)
                            .withSalt(salt)
                            .build());
            byte[] tag = new byte[length];
            generator.generateBytes(password, tag);
            return tag;
        }
    }

    Argon2Hash {
        if (salt.length < 8 || salt.length > 64 || tag.length < 16 || tag.length > 128) {
            throw new Failure.Syntax("salt or tag of a password's Argon2");
        }
    }

    static Argon2Hash parse(String value) {
        Matcher parts = FORM.matcher(value);
        if (!parts.matches()) {
            throw new Failure.Syntax("a password's Argon2 is $argon2id$v=19$m=..,t=..,p=..$..$..");
        }
        int type =
                switch (parts.group(1)) {
                    case "id" -> Argon2Parameters.ARGON2_id;
                    case "i" -> Argon2Parameters.ARGON2_i;
                    default -> Argon2Parameters.ARGON2_d;
                };
        Cost cost =
                new Cost(
                        type,
                        parts.group(2) == null ? 16 : Integer.parseInt(parts.group(2)),
                        Integer.parseInt(parts.group(3)),
                        Integer.parseInt(parts.group(4)),
                        Integer.parseInt(parts.group(5)));
        Base64.Decoder base64 = Base64.getDecoder();
        return new Argon2Hash(cost, base64.decode(parts.group(6)), base64.decode(parts.group(7)));
    }

    static String makeId(byte[] password, RandomGenerator random) {
        byte[] salt = new byte[SALT];
        random.nextBytes(salt);
        Cost cost =
                new Cost(
                        Argon2Parameters.ARGON2_id,
                        Argon2Parameters.ARGON2_VERSION_13,
                        19 * 1024,
                        2,
                        1);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "{ARGON2}$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(
                        cost.memory,
                        cost.passes,
                        cost.lanes,
                        base64.encodeToString(salt),
                        base64.encodeToString(cost.tag(password, salt, TAG)));
    }

    @Override
    public boolean matches(byte[] password) {
        return MessageDigest.isEqual(tag, cost.tag(password, salt, tag.length));
    }

    @Override
    public long micros() {
        return 2L * cost.memory * cost.passes;
    }
}
