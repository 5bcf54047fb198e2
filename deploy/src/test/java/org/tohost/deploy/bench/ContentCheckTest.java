package org.tohost.deploy.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tohost.common.testing.Dice;
import org.tohost.common.testing.Seeded;

class ContentCheckTest {
    private static final BenchMessage MESSAGE = BenchMessage.ofSize(5000, new SplittableRandom(1));

    @Test
    void whatArrivesInAnyPiecesIsWhatWasSent() {
        Seeded.check(100, ContentCheckTest::anyPieces);
    }

    private static void anyPieces(Dice dice) {
        byte[] sent = sent("Received: by somebody\r\n");
        assertEquals(Optional.empty(), check(sent, dice).flaw());
        assertEquals(check(sent, dice).digest(), check(sent, dice).digest());
        int at = sent.length - 1 - dice.upTo(MESSAGE.body().length - 1);
        sent[at] ^= 1;
        assertTrue(check(sent, dice).flaw().isPresent());
    }

    @Test
    void aMessageOfAnotherSourceIsKnownAgainAsAWhole() {
        Dice dice = new Dice(new SplittableRandom(1));
        byte[] one = "Subject: a\r\n\r\nbody\r\n".getBytes(US_ASCII);
        byte[] other = "Subject: b\r\n\r\nbody\r\n".getBytes(US_ASCII);
        assertFalse(check(one, dice).flaw().isPresent());
        assertNotEquals(check(one, dice).digest(), check(other, dice).digest());
        assertEquals(one.length, check(one, dice).octets());
    }

    private static byte[] sent(String before) {
        byte[] head = MESSAGE.head("a@example.test", "b@example.test", "1.2.3", Instant.EPOCH);
        String whole = before + new String(head, US_ASCII) + new String(MESSAGE.body(), US_ASCII);
        return whole.getBytes(US_ASCII);
    }

    private static ContentCheck check(byte[] octets, Dice dice) {
        ContentCheck check = new ContentCheck();
        int at = 0;
        while (at < octets.length) {
            int piece = Math.min(octets.length - at, 1 + dice.upTo(2000));
            check.write(octets, at, piece);
            at += piece;
        }
        return check;
    }
}
