package org.tohost.common.password;

import java.util.List;
import org.tohost.common.domain.Secret;

/// What each refusal costs, whoever is refused: as much as the costliest kind of stored password
/// seen lately. Else the time would tell unknown users from known ones, where stored passwords are
/// of several kinds. Any thread.
///
/// "Lately" is the last one to two thousand wrong passwords. What would cost more than a second is
/// not followed, or one such entry would make everybody's slip of the pen so dear.
final class RefusalCost {
    static final int GENERATION = 1_000;

    private static final long MOST_MICROS = 1_000_000;
    private static final List<StoredHash> USUAL = List.of(Pbkdf2Hash.ofNobody(25_000));

    // what costs nothing may be a password itself, and is not kept
    private static final List<StoredHash> NOTHING = List.of(new PlainText(Secret.of("nobody's")));

    private List<StoredHash> before = List.of();
    private List<StoredHash> now = List.of();
    private int wrong;

    /// {@return what is to be compared besides what was compared for a refusal, which is nothing
    /// for an unknown user}
    synchronized List<StoredHash> missing(List<StoredHash> done) {
        long spent = micros(done);
        if (!done.isEmpty()) {
            see(done, spent);
        }
        List<StoredHash> costliest = costliest();
        long rest = micros(costliest) - spent;
        if (rest <= StoredHash.CHEAP) {
            return List.of();
        }
        return spent <= StoredHash.CHEAP ? costliest : List.of(Pbkdf2Hash.ofNobody(rest));
    }

    private void see(List<StoredHash> compared, long spent) {
        if (wrong++ == GENERATION) {
            wrong = 1;
            before = now;
            now = List.of();
        }
        if (spent > micros(now) && spent <= MOST_MICROS) {
            List<StoredHash> costly = compared.stream().filter(StoredHash::costly).toList();
            now = costly.isEmpty() ? NOTHING : costly;
        }
    }

    private List<StoredHash> costliest() {
        List<StoredHash> costliest = micros(now) > micros(before) ? now : before;
        return costliest.isEmpty() ? USUAL : costliest;
    }

    private static long micros(List<StoredHash> hashes) {
        return hashes.stream().mapToLong(StoredHash::micros).sum();
    }
}
