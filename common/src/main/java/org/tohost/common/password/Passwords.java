package org.tohost.common.password;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.tohost.common.authent.ScramVerifier;
import org.tohost.common.domain.Secret;
import org.tohost.common.failure.Failure;

/// Tests passwords against what is stored of them, and makes what is to be stored.
///
/// Octets count as they are: nothing is trimmed or folded, except what SCRAM itself prepares. Of
/// the schemes that cost time or memory only some run at once; a call waits up to 10 s for its
/// turn.
public final class Passwords {
    private static final long PATIENCE_SECONDS = 10;

    private final Semaphore turns;
    private final RandomGenerator random;
    private final RefusalCost refusals = new RefusalCost();

    /// Lets `atOnce` expensive tests run at the same time. Salts are taken from `random`.
    public Passwords(int atOnce, RandomGenerator random) {
        this.turns = new Semaphore(atOnce);
        this.random = random;
    }

    /// Tests the password against values of `userPassword` (`{SSHA}...`, without braces plain text)
    /// or `authPassword` (RFC 5803). An empty password never matches. A refusal costs what
    /// [#pretend] costs, whatever is stored.
    ///
    /// @throws Failure.Unavailable if none matches and one of the values cannot be read
    ///   (misconfigured), or if too many wait for their turn
    public boolean matches(Collection<String> stored, Secret password) {
        if (password.isEmpty() || stored.isEmpty()) {
            pretend(password);
            return false;
        }
        byte[] octets = password.octets();
        try {
            return matches(stored, octets);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    private boolean matches(Collection<String> stored, byte[] password) {
        Optional<String> unread = Optional.empty();
        List<StoredHash> compared = new ArrayList<>();
        for (String value : stored) {
            try {
                StoredHash hash = StoredHash.parse(value);
                compared.add(hash);
                if (inTurn(hash.costly(), password, hash::matches)) {
                    return true;
                }
            } catch (Failure.Syntax e) {
                unread = Optional.of(e.getMessage());
            }
        }
        if (unread.isPresent()) {
            throw Failure.Unavailable.misconfigured(unread.get());
        }
        complete(compared, password);
        return false;
    }

    /// Costs what [#matches] costs for a wrong password: for users who do not exist, so that the
    /// time does not tell.
    ///
    /// @throws Failure.Unavailable if too many wait for their turn
    public void pretend(Secret password) {
        byte[] octets = password.octets();
        try {
            complete(List.of(), octets);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    private void complete(List<StoredHash> compared, byte[] password) {
        for (StoredHash hash : refusals.missing(compared)) {
            boolean _ = inTurn(hash.costly(), password, hash::matches);
        }
    }

    /// {@return the value to store for this password, with a new salt: `{PBKDF2-SHA256}...`}
    ///
    /// @throws Failure.Unavailable if too many wait for their turn
    public String hash(PasswordScheme scheme, Secret password) {
        return inTurn(
                true,
                password.octets(),
                octets ->
                        switch (scheme) {
                            case PBKDF2_SHA256 -> Pbkdf2Hash.makeSha256(octets, random);
                            case ARGON2ID -> Argon2Hash.makeId(octets, random);
                            case BCRYPT -> BcryptHash.make(octets, random);
                            case SHA512_CRYPT -> CryptHash.makeSha512(octets, random);
                            case SCRAM_SHA_256 -> ScramHash.make(octets, random).text();
                            case SSHA512 -> DigestHash.makeSsha512(octets, random);
                        });
    }

    /// {@return what SCRAM-SHA-256 keeps of this password, with a new salt}
    ///
    /// @throws Failure.Unavailable if too many wait for their turn
    public ScramVerifier scram(Secret password) {
        return inTurn(true, password.octets(), octets -> ScramHash.make(octets, random).verifier());
    }

    /// {@return what SCRAM-SHA-256 can be answered with, if one of these values is of that scheme}
    public static Optional<ScramVerifier> scram(Collection<String> stored) {
        for (String value : stored) {
            try {
                if (StoredHash.parse(value) instanceof ScramHash(ScramVerifier verifier)) {
                    return Optional.of(verifier);
                }
            } catch (Failure.Syntax _) {
                // told by matches()
            }
        }
        return Optional.empty();
    }

    /// {@return the value of `authPassword` (RFC 5803), which [ScramVerifier#parse] reads}
    public static String authPassword(ScramVerifier verifier) {
        return new ScramHash(verifier).authPassword();
    }

    private <T> T inTurn(boolean costly, byte[] password, Function<byte[], T> work) {
        if (!costly) {
            return work.apply(password);
        }
        try {
            if (!turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new Failure.Unavailable("too many passwords to test at once");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Unavailable("interrupted while testing a password", e);
        }
        try {
            return work.apply(password);
        } finally {
            turns.release();
        }
    }
}
