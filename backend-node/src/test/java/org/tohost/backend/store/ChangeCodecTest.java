package org.tohost.backend.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.SessionId;
import org.tohost.common.failure.Failure;
import org.tohost.common.testing.Seeded;

/// The octets of changes.
class ChangeCodecTest {
    private static final Instant DATE = Instant.parse("1969-12-31T23:59:59.000000001Z");
    private static final Flags FLAGS = Flags.parse(List.of("\\Seen", "\\Draft", "$Work", "b"));
    private static final Message MESSAGE =
            new Message(
                    0xFFFF_FFFFL,
                    Long.MAX_VALUE,
                    FLAGS,
                    DATE,
                    DATE.plusSeconds(7_000_000_000L),
                    "",
                    new MessageContent(
                            new BodyRef(77, "X: \u00ff\r\n"), 12345, "Mid", new ThreadId(-5)));
    private static final QueuedRecipient RECIPIENT =
            new QueuedRecipient(
                    new MailAddress("a b", "x.org"),
                    "Q0",
                    QueuedRecipient.State.FAILED,
                    3,
                    DATE,
                    "550 \u00fc");
    private static final QueueEntry ENTRY =
            new QueueEntry(
                    "Q1",
                    "",
                    new BodyRef(1, ""),
                    1,
                    DATE,
                    new SessionId("s1"),
                    "<1@x>",
                    List.of(RECIPIENT, RECIPIENT));
    private static final List<Change> ALL =
            List.of(
                    new Change.UserCreated(1),
                    new Change.MailboxCreated(2, "Tr\u00e4ume/\uD83D\uDE00", 3),
                    new Change.MailboxDeleted(2),
                    new Change.MailboxRenamed(2, "b"),
                    new Change.SpecialUseChanged(2, Set.of(SpecialUse.SENT, SpecialUse.TRASH)),
                    new Change.RightsChanged(2, "bert@example.test", Rights.parse("lrs")),
                    new Change.SubscriptionChanged("c", true),
                    new Change.MessageAdded(1, MESSAGE, Optional.of("id")),
                    new Change.MessageAdded(1, MESSAGE, Optional.empty()),
                    new Change.FlagsChanged(1, 9, Uids.of(1, 2, 3, 7), FlagMode.REMOVE, FLAGS),
                    new Change.MessagesExpunged(1, 10, Uids.of(5, 0xFFFF_FFFFL)),
                    new Change.MessageAdded(1, MESSAGE.at(7, 8, DATE, "UIDL%1"), Optional.of("id")),
                    new Change.ImportMarked(1, new ImportMark(0xFFFF_FFFFL, 12, 3)),
                    new Change.MessagesForgotten(1, 77),
                    new Change.MailboxForgotten(300),
                    new Change.OwnedMarked(true),
                    new Change.Queued(ENTRY),
                    new Change.RecipientsTried(
                            Map.of(
                                    0, new QueuedRecipient.Outcome.Delivered("250"),
                                    1, new QueuedRecipient.Outcome.Deferred(DATE, "451"),
                                    2, new QueuedRecipient.Outcome.Failed("550"))),
                    new Change.QueueKept(7, List.of("Q1", "Q2")),
                    new Change.Dequeued());

    @Test
    void everyChangeComesBack() {
        assertEquals(ALL, ChangeCodec.decode(ChangeCodec.encode(ALL)));
    }

    /// The format is kept for good: whoever changes these octets cannot read yesterday's mail.
    @Test
    void theOctetsStayWhatTheyAre() {
        List<Change> changes =
                List.of(
                        new Change.UserCreated(300),
                        new Change.FlagsChanged(
                                1, 2, Uids.of(4, 5, 9), FlagMode.ADD, Flags.of(SystemFlag.SEEN)));
        assertEquals(
                "02" + "0102ac02" + "070a" + "0102" + "0204020301" + "01" + "0100",
                HexFormat.of().formatHex(ChangeCodec.encode(changes)));
    }

    /// Before recipients had the name of their delivery with them, it was that of the entry.
    @Test
    void entriesOfYesterdaysQueueAreRead() {
        BinaryWriter fields =
                new BinaryWriter().text("Q1").text("").number(1).octetText("").number(1);
        fields.instant(DATE).text("s1").text("<1@x>").number(2);
        for (int i = 0; i < 2; i++) {
            fields.text("a b").text("x.org").number(2).number(3).instant(DATE).text("550 \u00fc");
        }
        byte[] octets =
                new BinaryWriter().number(1).number(64).octets(fields.toOctets()).toOctets();
        QueuedRecipient named =
                new QueuedRecipient(
                        RECIPIENT.address(),
                        "Q1",
                        RECIPIENT.state(),
                        RECIPIENT.attempts(),
                        RECIPIENT.nextTry(),
                        RECIPIENT.lastReply());
        assertEquals(
                List.of(new Change.Queued(ENTRY.withRecipients(List.of(named, named)))),
                ChangeCodec.decode(octets));
    }

    @Test
    void whateverElseItIsGivenIsRefused() {
        byte[] good = ChangeCodec.encode(ALL);
        Seeded.check(
                3000,
                dice -> {
                    byte[] bad = dice.oneIn(3) ? dice.bytes(60) : good.clone();
                    for (int i = dice.upTo(3); i > 0 && bad.length > 0; i--) {
                        bad[dice.upTo(bad.length - 1)] = (byte) dice.upTo(255);
                    }
                    try {
                        assertTrue(ChangeCodec.decode(bad).size() <= bad.length);
                    } catch (Failure _) {
                        // as it should be
                    }
                });
    }

    @Test
    void aChangeOfALaterVersionIsRefused() {
        assertThrows(Failure.Syntax.class, () -> ChangeCodec.decode(new byte[] {1, 99, 0}));
    }

    @Test
    void deliveryIdsAreRememberedForTenThousandDeliveries() {
        DeliveryIds ids = DeliveryIds.NONE;
        for (int i = 0; i < 25_000; i++) {
            ids = ids.plus("id" + i, new Appended(1, i + 1));
        }
        assertEquals(Optional.of(new Appended(1, 25_000)), ids.find("id24999"));
        assertEquals(Optional.of(new Appended(1, 15_001)), ids.find("id15000"));
        assertEquals(Optional.empty(), ids.find("id14000"));
    }
}
