package org.tohost.backend.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.NodeId;

class StatusNotificationTest {
    private static final Instant NOW = Instant.parse("2026-11-22T01:02:03Z");

    private static String compose(String recipient, String diagnostic) {
        var failed =
                new StatusNotification.Undelivered(
                        MailAddress.parse(recipient), "5.1.1", diagnostic);
        byte[] message =
                new StatusNotification(
                                new NodeId("be1.example.net"),
                                "q1",
                                MailAddress.parse("alice@example.net"),
                                NOW.minusSeconds(60),
                                List.of(failed),
                                "Subject: hello\r\n".getBytes(StandardCharsets.US_ASCII))
                        .compose("q1b7", NOW);
        return new String(message, StandardCharsets.UTF_8);
    }

    @Test
    void hasTheThreePartsOfAReport() {
        assertEquals(
                """
                From: Mail Delivery System <MAILER-DAEMON@be1.example.net>
                To: <alice@example.net>
                Subject: Undelivered mail returned to sender
                Date: Sun, 22 Nov 2026 01:02:03 +0000
                Message-ID: <q1b7@be1.example.net>
                Auto-Submitted: auto-replied
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status;
                 boundary="=_q1b7"

                This is a delivery status notification in MIME format.

                --=_q1b7
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: 8bit

                This is the mail system at be1.example.net.

                Your message could not be delivered to:

                  <bob@example.net>: 550 5.1.1 no such user

                It will not be tried again.

                --=_q1b7
                Content-Type: message/delivery-status
                Content-Transfer-Encoding: 8bit

                Reporting-MTA: dns; be1.example.net
                X-Queue-Id: q1
                Arrival-Date: Sun, 22 Nov 2026 01:01:03 +0000

                Final-Recipient: rfc822; bob@example.net
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 5.1.1 no such user

                --=_q1b7
                Content-Type: text/rfc822-headers
                Content-Transfer-Encoding: 8bit

                Subject: hello

                --=_q1b7--
                """
                        .replace("\n", "\r\n"),
                compose("bob@example.net", "550 5.1.1 no such user"));
    }

    @Test
    void anotherServersWordsCannotBeginAField() {
        String message = compose("bob@example.net", "550\r\nAction: delivered");
        assertTrue(message.contains("Diagnostic-Code: smtp; 550 Action: delivered\r\n"));
        assertFalse(message.contains("\r\nAction: delivered"));
    }

    @Test
    void internationalAddressesAreMarked() {
        String message = compose("b\u00f6b@example.net", "550 no");
        assertTrue(message.contains("message/global-delivery-status"));
        assertTrue(message.contains("utf-8; b\u00f6b@example.net"));
    }
}
