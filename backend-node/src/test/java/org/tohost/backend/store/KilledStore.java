package org.tohost.backend.store;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tohost.backend.log.FileDisk;
import org.tohost.backend.spool.Spooled;
import org.tohost.common.config.ByteSize;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.SessionId;
import org.tohost.common.domain.UserId;

/// A process that writes mail until it is killed, and prints a line for each message after it was
/// acknowledged: user, UIDVALIDITY, UID, text.
final class KilledStore {
    static final StoreSettings SETTINGS =
            new StoreSettings("store", new ByteSize(256 << 10), new ByteSize(4096), 2);
    static final List<UserId> USERS =
            IntStream.range(0, 5).mapToObj(i -> new UserId("u" + i + "@example.test")).toList();

    private final MailStore store;
    private final String name;
    private final PrintStream ledger;

    private KilledStore(MailStore store, String name, PrintStream ledger) {
        this.store = store;
        this.name = name;
        this.ledger = ledger;
    }

    /// Arguments: the folder, a name that no other run has.
    public static void main(String[] arguments) {
        MailStore store = StoreFixture.open(Path.of(arguments[0]), new FileDisk(), SETTINGS);
        PrintStream ledger =
                new PrintStream(
                        new FileOutputStream(FileDescriptor.out), false, StandardCharsets.US_ASCII);
        for (int i = 0; i < 8; i++) {
            KilledStore writer = new KilledStore(store, arguments[1] + "-" + i, ledger);
            boolean delivers = i % 2 == 0;
            Thread.ofPlatform().start(() -> writer.run(delivers));
        }
        Thread.ofPlatform().start(() -> churn(store));
    }

    /// Writes mail that goes at once, and wins the room back.
    private static void churn(MailStore store) {
        UserId user = new UserId("churn@example.test");
        for (int n = 0; true; n++) {
            Appended appended = StoreFixture.append(store, user, "INBOX", "y".repeat(9000));
            long inbox = store.user(user).view().inbox().id();
            store.user(user).apply(Intent.Expunge.these(inbox, Uids.of(appended.uid())));
            store.user(user).apply(new Intent.Forget(StoreFixture.NOW));
            if (n % 30 == 0) {
                store.compact();
            }
        }
    }

    private void run(boolean delivers) {
        for (int n = 0; true; n++) {
            String text = name + "-" + n + "-" + "x".repeat(n % 40 * 100);
            UserId user = USERS.get(n % USERS.size());
            Appended appended =
                    delivers
                            ? deliver(user, text)
                            : StoreFixture.append(store, user, "INBOX", text);
            byte[] line =
                    (user + " " + appended.uidValidity() + " " + appended.uid() + " " + text + "\n")
                            .getBytes(StandardCharsets.US_ASCII);
            synchronized (ledger) {
                ledger.write(line, 0, line.length);
                ledger.flush();
            }
        }
    }

    /// Hands the same delivery over twice, as a sender does that lost the answer.
    private Appended deliver(UserId user, String text) {
        try (Spooled body = StoreFixture.mail(store, text)) {
            Acceptance.LocalRecipient to =
                    new Acceptance.LocalRecipient(
                            user,
                            MailAddress.parse(user.name()),
                            "INBOX",
                            new byte[0],
                            Optional.of(text),
                            Quota.NONE,
                            Optional.empty());
            Acceptance acceptance =
                    new Acceptance(body, "Q", "", new SessionId("s1"), "", List.of(to), List.of());
            store.accept(acceptance);
            return switch (store.accept(acceptance).local().getFirst()) {
                case Placement.Stored(Appended at) -> at;
                case Placement.Waiting _, Placement.Refused _ ->
                        throw new AssertionError("there is no quota");
            };
        }
    }
}
