package org.tohost.proxy.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.tohost.common.testing.Seeded;

final class IdleWheelTest {
    private final List<Sleeper> expired = new ArrayList<>();

    /// One that is idle too long at this time.
    private final class Sleeper implements IdleWheel.Sitter {
        private long at;
        private int looks;

        Sleeper(long at) {
            this.at = at;
        }

        @Override
        public long idleAt() {
            looks++;
            return at;
        }

        @Override
        public void expire() {
            expired.add(this);
        }
    }

    @Test
    void findsEachWithinASecondAndABitAndNeverEarly() {
        Seeded.check(
                50,
                dice -> {
                    expired.clear();
                    long now = dice.upTo(1_000_000);
                    IdleWheel wheel = new IdleWheel(now);
                    List<Sleeper> all = new ArrayList<>();
                    for (int i = 0; i < 100; i++) {
                        Sleeper sleeper = new Sleeper(now + dice.upTo(2_000_000));
                        all.add(sleeper);
                        var _ = wheel.seat(sleeper);
                    }
                    while (expired.size() < all.size()) {
                        long before = now;
                        now += 1 + dice.upTo(dice.oneIn(50) ? 100_000 : 1500);
                        int known = expired.size();
                        wheel.turn(now);
                        for (Sleeper sleeper : expired.subList(known, expired.size())) {
                            assertEquals(true, sleeper.at <= now && sleeper.at > before - 2000);
                        }
                    }
                    assertEquals(all.size(), List.copyOf(expired).stream().distinct().count());
                });
    }

    @Test
    void looksSeldomAtThoseThatAreBusy() {
        RandomGenerator random = new SplittableRandom(1);
        IdleWheel wheel = new IdleWheel(0);
        Sleeper busy = new Sleeper(1_920_000);
        var _ = wheel.seat(busy);
        for (long now = 0; now < 100_000_000; now += 1000) {
            busy.at = now + 1_920_000 - random.nextInt(100);
            wheel.turn(now);
        }
        assertEquals(List.of(), expired);
        assertEquals(true, busy.looks < 1000, () -> busy.looks + " looks in 100,000 s");
    }

    @Test
    void survivesClocksThatLeapAndThoseWhoLeave() {
        IdleWheel wheel = new IdleWheel(10_000_000);
        Sleeper stays = new Sleeper(10_600_000);
        Sleeper leaves = new Sleeper(10_600_000);
        var _ = wheel.seat(stays);
        wheel.seat(leaves).leave();
        wheel.turn(1_000);
        wheel.turn(2_000);
        assertEquals(List.of(), expired);
        wheel.turn(999_000_000);
        assertEquals(List.of(stays), expired);
        wheel.turn(999_900_000);
        assertEquals(List.of(stays), expired);
    }
}
