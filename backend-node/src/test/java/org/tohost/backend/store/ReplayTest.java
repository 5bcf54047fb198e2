package org.tohost.backend.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tohost.backend.store.StoreFixture.ANNA;
import static org.tohost.backend.store.StoreFixture.BERT;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.backend.log.LogGroup;
import org.tohost.backend.log.LogPosition;
import org.tohost.backend.log.RecordGroup;
import org.tohost.backend.spool.Spool;
import org.tohost.backend.spool.SpoolWriter;
import org.tohost.backend.spool.Spooled;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.testing.Dice;
import org.tohost.common.testing.Seeded;

/// Whatever is done to a store, replaying its changes gives the same state, and what IMAP promises
/// of UIDs, UIDVALIDITY and MODSEQ holds.
class ReplayTest {
    private static final List<UserId> USERS = List.of(ANNA, BERT);

    @TempDir Path folder;

    @Test
    void ownerAndReplayAreEqual() {
        Spool spool = new Spool(folder, 4096);
        try (SpoolWriter writer = spool.begin()) {
            writer.write('x');
            try (Spooled body = writer.finish()) {
                Seeded.check(30, dice -> run(new RandomIntents(dice, body)));
            }
        }
    }

    private void run(RandomIntents intents) {
        Path home = folder.resolve("r" + intents.dice().random().nextLong());
        StoreState owner = open(home.resolve("owner"));
        StoreState replay = open(home.resolve("replay"));
        try {
            run(intents, owner, replay);
        } finally {
            owner.close();
            replay.close();
        }
    }

    private static StoreState open(Path home) {
        StoreState state =
                new StoreState(new StoreIndex(home, StoreFixture.TINY), StoreFixture.TINY);
        assertTrue(state.open().isEmpty());
        state.born(StoreFixture.NOW);
        return state;
    }

    private static void run(RandomIntents intents, StoreState owner, StoreState replay) {
        LogReplay log = new LogReplay(replay);
        Map<List<Long>, String> givenUids = new HashMap<>();
        for (int step = 1; step <= 80; step++) {
            UserId user = intents.dice().oneOf(USERS);
            UserView before = owner.view(user);
            LogPosition at = new LogPosition(new UUID(1, 1), 1, 64, step, 0);
            RecordGroup group = step(owner, intents, plan(intents, user, before), at);
            log.follow(new LogGroup(at, 1000, group.changes(), List.of()));
            for (UserId each : USERS) {
                assertEquals(StoreDump.of(owner.view(each)), StoreDump.of(replay.view(each)));
            }
            assertEquals(
                    Set.copyOf(owner.queue().allVisible()),
                    Set.copyOf(replay.queue().allVisible()));
            assertPromises(before, owner.view(user), givenUids);
        }
    }

    private static Function<GroupDraft, Object> plan(
            RandomIntents intents, UserId user, UserView view) {
        Dice dice = intents.dice();
        if (dice.oneIn(6)) {
            Acceptance acceptance = intents.acceptance(USERS);
            return draft -> AcceptancePlanner.plan(acceptance, draft);
        }
        if (dice.oneIn(6)) {
            QueueIntent intent = intents.queueIntent();
            return draft -> draft.queue(intent.queueId()).plan(intent);
        }
        Intent<?> intent = intents.next(view);
        return draft -> ChangePlanner.plan(intent, draft.user(user), draft);
    }

    private static RecordGroup step(
            StoreState state,
            RandomIntents intents,
            Function<GroupDraft, Object> plan,
            LogPosition at) {
        Spooled body = intents.body();
        GroupDraft draft =
                new GroupDraft(state, 0, StoreFixture.NOW, Map.of(body, Arriving.read(body)));
        try {
            Object answer = plan.apply(draft);
            assertTrue(answer != null);
        } catch (Failure.Refused _) {
            return new RecordGroup(List.of(), List.of());
        }
        state.awaitRoom();
        state.group(at, 1000, () -> publish(state, draft));
        return draft.group();
    }

    private static void publish(StoreState state, GroupDraft draft) {
        draft.users()
                .forEach((user, planned) -> {
                    if (!planned.changes().isEmpty()) {
                        state.publish(user, planned.result());
                    }
                });
        draft.queue().forEach((id, planned) -> state.publish(id, planned.entry()));
    }

    private static boolean isAdopted(UserView view, MailboxView mailbox) {
        ImportMark mark = view.imports().get(mailbox.id());
        return mark != null && mark.isAdopted() && mark.uidValidity() == mailbox.uidValidity();
    }

    private static void assertPromises(
            UserView before, UserView after, Map<List<Long>, String> givenUids) {
        assertTrue(after.lastUidValidity() >= before.lastUidValidity());
        assertTrue(after.mailbox(MailboxName.INBOX).isPresent());
        for (MailboxView mailbox : after.mailboxes().values()) {
            before.mailbox(mailbox.id())
                    .ifPresentOrElse(
                            old -> {
                                if (old.uidNext() > 1) {
                                    assertEquals(old.uidValidity(), mailbox.uidValidity());
                                }
                                assertTrue(mailbox.uidNext() >= old.uidNext());
                                assertTrue(mailbox.highestModSeq() >= old.highestModSeq());
                                if (!mailbox.changesSince(old).isEmpty()) {
                                    assertTrue(mailbox.highestModSeq() > old.highestModSeq());
                                }
                            },
                            () ->
                                    assertTrue(
                                            mailbox.uidValidity() > before.lastUidValidity()
                                                    || isAdopted(after, mailbox)));
            for (Message message : mailbox.messages().stream().toList()) {
                assertTrue(message.uid() < mailbox.uidNext());
                assertTrue(message.modSeq() <= mailbox.highestModSeq());
                List<Long> key =
                        List.of(
                                (long) after.user().hashCode(),
                                mailbox.uidValidity(),
                                message.uid());
                String what = message.emailId() + message.body();
                assertEquals(what, givenUids.computeIfAbsent(key, _ -> what));
            }
        }
    }
}
