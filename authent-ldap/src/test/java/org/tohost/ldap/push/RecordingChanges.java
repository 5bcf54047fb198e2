package org.tohost.ldap.push;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.tohost.common.authent.AuthentModule.Changes;
import org.tohost.common.domain.UserId;
import org.tohost.common.testing.Eventually;

/// Keeps what it is told: `missed`, or the entry and who stands in it.
final class RecordingChanges implements Changes {
    private final List<String> told = new CopyOnWriteArrayList<>();

    @Override
    public void changed(String entry, Optional<UserId> user) {
        told.add(entry + " " + user.map(UserId::name).orElse("-"));
    }

    @Override
    public void missed() {
        told.add("missed");
    }

    /// {@return all, in order}
    List<String> told() {
        return List.copyOf(told);
    }

    /// {@return how often this was told}
    long count(String what) {
        return told.stream().filter(what::equals).count();
    }

    /// Waits until this was told.
    void awaits(String what) {
        awaits(what, 1);
    }

    /// Waits until this was told so often.
    void awaits(String what, int times) {
        Eventually.holds(what + " x " + times + ", not only " + told, () -> count(what) >= times);
    }
}
