package org.tohost.backend.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.backend.spool.Spooled;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.SessionId;
import org.tohost.common.domain.UserId;

/// Many at once: nothing is lost, nothing waits for ever.
class ConcurrencyTest {
    private static final List<UserId> USERS =
            IntStream.range(0, 8).mapToObj(i -> new UserId("u" + i + "@example.test")).toList();

    @TempDir Path folder;

    @Test
    void messagesForOverlappingUsersAllArrive() throws Exception {
        int rounds = 40;
        try (MailStore store = StoreFixture.open(folder);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                List<UserId> to = new ArrayList<>(USERS);
                Collections.rotate(to, i);
                int number = i;
                all.add(threads.submit(() -> accept(store, number, to)));
                all.add(threads.submit(() -> flag(store, to.getFirst())));
            }
            await(all);
            for (UserId user : USERS) {
                MessageList messages = store.user(user).view().inbox().messages();
                assertEquals(rounds, messages.size());
                assertEquals(rounds, messages.get(rounds - 1).uid());
            }
        }
    }

    private static void await(List<Future<?>> all) throws InterruptedException {
        for (Future<?> future : all) {
            try {
                future.get();
            } catch (ExecutionException e) {
                throw new AssertionError(e.getCause());
            }
        }
    }

    private static void accept(MailStore store, int number, List<UserId> users) {
        try (Spooled body = StoreFixture.mail(store, "mail " + number)) {
            List<Acceptance.LocalRecipient> local = new ArrayList<>();
            for (UserId user : users) {
                MailAddress address = MailAddress.parse(user.name());
                local.add(
                        new Acceptance.LocalRecipient(
                                user,
                                address,
                                "INBOX",
                                new byte[0],
                                Optional.empty(),
                                Quota.NONE,
                                Optional.empty()));
            }
            SessionId session = new SessionId("s" + number);
            store.accept(new Acceptance(body, "Q" + number, "", session, "", local, List.of()));
        }
    }

    private static void flag(MailStore store, UserId user) {
        UserStore mail = store.user(user);
        MailboxView inbox = mail.view().inbox();
        Uids all = Uids.of(inbox.messages().stream().mapToLong(Message::uid));
        Flags seen = Flags.of(SystemFlag.SEEN);
        FlagsStored stored = mail.apply(new Intent.StoreFlags(inbox.id(), all, FlagMode.ADD, seen));
        mail.view().inbox().messages().stream()
                .filter(m -> stored.changed().contains(m.uid()))
                .forEach(m -> assertEquals(seen, m.flags()));
    }
}
