package org.tohost.common.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tohost.common.domain.ClientInfo;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.SessionId;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.common.testing.Dice;
import org.tohost.common.testing.Seeded;

class TicketCodecTest {
    private static final NodeId BE1 = new NodeId("be1");
    private static final Secret OLD = Secret.of("o".repeat(32));
    private static final Secret NEW = Secret.of("n".repeat(32));

    private final Challenge challenge = Challenge.next(new SplittableRandom(1), BE1);
    private final TicketCodec codec = new TicketCodec(List.of(OLD));

    @Test
    void opensWhatItSigned() {
        Seeded.check(
                200,
                dice -> {
                    Ticket ticket = ticket(dice);
                    assertEquals(ticket, codec.open(codec.sign(ticket, challenge), challenge));
                });
    }

    @Test
    void refusesEveryFlippedBit() {
        byte[] signed = codec.sign(ticket(new Dice(new SplittableRandom(1))), challenge);
        for (int bit = 0; bit < signed.length * 8; bit++) {
            byte[] flipped = signed.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertRefused(codec, flipped, challenge);
        }
    }

    @Test
    void refusesEveryOtherLength() {
        byte[] signed = codec.sign(ticket(new Dice(new SplittableRandom(1))), challenge);
        for (int length = 0; length < signed.length; length++) {
            assertRefused(codec, Arrays.copyOf(signed, length), challenge);
        }
        assertRefused(codec, Arrays.copyOf(signed, signed.length + 1), challenge);
        assertRefused(codec, new byte[10_000], challenge);
    }

    @Test
    void refusesTicketsOfAnotherConnectionOrNode() {
        byte[] signed = codec.sign(ticket(new Dice(new SplittableRandom(1))), challenge);
        assertRefused(codec, signed, Challenge.next(new SplittableRandom(2), BE1));
        NodeId be2 = new NodeId("be2");
        assertRefused(codec, signed, new Challenge(challenge.nonce(), be2));
        Challenge theirs = Challenge.next(new SplittableRandom(3), be2);
        assertRefused(codec, codec.sign(ticket(new Dice(new SplittableRandom(1))), theirs), theirs);
    }

    @Test
    void secretsCanBeChangedNodeByNode() {
        Ticket ticket = ticket(new Dice(new SplittableRandom(1)));
        TicketCodec both = new TicketCodec(List.of(NEW, OLD));
        assertEquals(ticket, both.open(codec.sign(ticket, challenge), challenge));
        assertEquals(
                ticket,
                new TicketCodec(List.of(NEW)).open(both.sign(ticket, challenge), challenge));
        assertRefused(codec, both.sign(ticket, challenge), challenge);
    }

    @Test
    void wantsSecretsOf32Octets() {
        assertThrows(Failure.Syntax.class, () -> new TicketCodec(List.of()));
        Secret tooShort = Secret.of("s".repeat(31));
        assertThrows(Failure.Syntax.class, () -> new TicketCodec(List.of(OLD, tooShort)));
    }

    @Test
    void endsLoops() {
        Failure.Refused refused =
                assertThrows(
                        Failure.Refused.class,
                        () ->
                                new Ticket(
                                        BE1,
                                        BE1,
                                        Service.LMTP,
                                        Optional.empty(),
                                        0,
                                        new ClientInfo("::1", 1, true, ""),
                                        new SessionId("a"),
                                        16));
        assertEquals(Refusal.LOOP, refused.refusal());
    }

    private static void assertRefused(TicketCodec codec, byte[] signed, Challenge challenge) {
        Failure.Refused refused =
                assertThrows(Failure.Refused.class, () -> codec.open(signed, challenge));
        assertEquals(Refusal.AUTHENTICATION, refused.refusal());
        assertTrue(String.valueOf(refused.getMessage()).startsWith("ticket: "));
    }

    private static Ticket ticket(Dice dice) {
        Optional<UserId> user =
                dice.oneIn(3) ? Optional.empty() : Optional.of(new UserId("jürgen@example.test"));
        return new Ticket(
                new NodeId("proxy" + dice.upTo(9)),
                BE1,
                dice.oneOf(List.of(Service.values())),
                user,
                dice.random().nextLong(),
                new ClientInfo("2001:db8::1", dice.upTo(65535), dice.oneIn(2), "mail.test"),
                SessionId.next(dice.random()),
                dice.upTo(15));
    }
}
