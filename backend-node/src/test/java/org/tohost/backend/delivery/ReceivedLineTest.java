package org.tohost.backend.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tohost.backend.delivery.Transmission.Protocol;
import org.tohost.backend.store.Quota;
import org.tohost.common.domain.ClientInfo;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.SessionId;
import org.tohost.common.domain.UserId;

class ReceivedLineTest {
    private static final Instant NOW = Instant.parse("2026-11-02T01:02:03Z");

    private static String line(ClientInfo client, int recipients) {
        Origin origin =
                new Origin(
                        new SessionId("s1"),
                        client,
                        new Transmission(Protocol.ESMTP, false, true, false));
        Recipient bob =
                new Recipient(
                        MailAddress.parse("Bob@example.net"),
                        new Destination.Local(new UserId("bob@example.net"), Quota.NONE),
                        "");
        Envelope envelope = new Envelope(origin, "", Collections.nCopies(recipients, bob));
        return ReceivedLine.of(envelope, new NodeId("be1"), "q1", NOW);
    }

    @Test
    void namesTheTrueClient() {
        assertEquals(
                """
                Received: from mx.example.com ([192.0.2.1])
                \tby be1 with ESMTPS id q1 (session s1)
                \tfor <Bob@example.net>;
                \tMon, 2 Nov 2026 01:02:03 +0000
                """
                        .replace("\n", "\r\n"),
                line(new ClientInfo("192.0.2.1", 4711, true, "mx.example.com"), 1));
    }

    @Test
    void doesNotTellOnBcc() {
        String line = line(new ClientInfo("2001:db8::1", 4711, true, ""), 2);
        assertTrue(line.contains("([IPv6:2001:db8::1])"), line);
        assertTrue(line.contains("(session s1);\r\n\tMon"), line);
    }

    @Test
    void aHeloNameCannotBreakIt() {
        String line = line(new ClientInfo("192.0.2.1", 4711, true, "(x) \u00e9\tby evil;"), 2);
        assertTrue(line.startsWith("Received: from ?x????by?evil? ([192.0.2.1])"), line);
    }

    @ParameterizedTest
    @CsvSource({
        "SMTP, false, false, false, SMTP",
        "ESMTP, false, false, false, ESMTP",
        "ESMTP, false, true, true, ESMTPSA",
        "ESMTP, true, true, false, UTF8SMTPS",
        "LMTP, false, false, true, LMTPA",
        "LMTP, true, true, true, UTF8LMTPSA"
    })
    void withKeywords(Protocol protocol, boolean utf8, boolean tls, boolean auth, String word) {
        assertEquals(word, new Transmission(protocol, utf8, tls, auth).keyword());
    }
}
