package org.tohost.common.password;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tohost.common.domain.Secret;

class RefusalCostTest {
    private static final StoredHash CHEAP = StoredHash.parse("{CLEARTEXT}secret");
    private static final StoredHash MIDDLE = made(PasswordScheme.BCRYPT);
    private static final StoredHash DEAR = made(PasswordScheme.ARGON2ID);
    private static final StoredHash TOO_DEAR = Pbkdf2Hash.ofNobody(1_000_001);

    private final RefusalCost cost = new RefusalCost();

    private static StoredHash made(PasswordScheme scheme) {
        return StoredHash.parse(
                new Passwords(1, new Random(7)).hash(scheme, Secret.of("correct horse")));
    }

    @Test
    void anUnknownUserCostsWhatAWrongPasswordCosts() {
        assertEquals(25_000.0, micros(cost.missing(List.of())), "nothing is known yet");
        assertEquals(List.of(), cost.missing(List.of(CHEAP)));
        assertEquals(List.of(), cost.missing(List.of(MIDDLE)));
        assertEquals(List.of(MIDDLE), cost.missing(List.of()));
        assertEquals(List.of(), cost.missing(List.of(CHEAP, DEAR)));
        assertEquals(List.of(DEAR), cost.missing(List.of()));
    }

    @Test
    void whereSeveralKindsAreStoredEachRefusalCostsWhatTheCostliestDoes() {
        var _ = cost.missing(List.of(DEAR));
        for (StoredHash hash : List.of(CHEAP, MIDDLE, DEAR)) {
            List<StoredHash> all =
                    Stream.concat(Stream.of(hash), cost.missing(List.of(hash)).stream()).toList();
            assertEquals((double) DEAR.micros(), micros(all), 20.0);
        }
        assertEquals(List.of(DEAR), cost.missing(List.of()));
    }

    @Test
    void whatWasNotSeenForLongIsForgotten() {
        var _ = cost.missing(List.of(DEAR));
        for (int i = 0; i < RefusalCost.GENERATION; i++) {
            assertEquals(List.of(DEAR), cost.missing(List.of(CHEAP)));
        }
        for (int i = 0; i < RefusalCost.GENERATION; i++) {
            var _ = cost.missing(List.of(MIDDLE));
        }
        assertEquals(List.of(MIDDLE), cost.missing(List.of()));
    }

    @Test
    void guessesOfUnknownNamesMakeNothingForgotten() {
        var _ = cost.missing(List.of(DEAR));
        for (int i = 0; i < 3 * RefusalCost.GENERATION; i++) {
            assertEquals(List.of(DEAR), cost.missing(List.of()));
        }
    }

    @Test
    void wherePasswordsAreInClearTextNothingIsPretended() {
        assertEquals(List.of(), cost.missing(List.of(CHEAP)));
        assertEquals(List.of(), cost.missing(List.of()));
    }

    @Test
    void anEntryBeyondMeasureIsNotFollowed() {
        var _ = cost.missing(List.of(MIDDLE));
        assertEquals(List.of(), cost.missing(List.of(TOO_DEAR)));
        assertEquals(List.of(MIDDLE), cost.missing(List.of()));
        assertTrue(TOO_DEAR.costly());
    }

    private static double micros(List<StoredHash> hashes) {
        return (double) hashes.stream().mapToLong(StoredHash::micros).sum();
    }
}
