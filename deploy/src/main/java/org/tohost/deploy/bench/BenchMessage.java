package org.tohost.deploy.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// The messages that are sent: one body for all of them, and its digest in the head, by which
/// whoever fetches one sees that all of it is there.
@SuppressWarnings("ArrayRecordComponent") // never compared
record BenchMessage(byte[] body, String digest) {
    /// The field with the SHA-256 of the body.
    static final String FIELD = "X-Tohost-Bench-Body: ";

    private static final int LINE = 78;
    private static final int RANDOM = (LINE - 2) / 2;

    /// {@return a message of about so many octets, in lines of 78}
    static BenchMessage ofSize(int octets, RandomGenerator random) {
        int lines = Math.max(1, octets / LINE);
        StringBuilder text = new StringBuilder(lines * LINE);
        byte[] some = new byte[RANDOM];
        for (int i = 0; i < lines; i++) {
            random.nextBytes(some);
            text.append(HexFormat.of().formatHex(some)).append("\r\n");
        }
        byte[] body = text.toString().getBytes(StandardCharsets.US_ASCII);
        ContentCheck check = new ContentCheck();
        check.write(body, 0, body.length);
        return new BenchMessage(body, check.digest());
    }

    /// {@return the head of one message, with the empty line behind it}
    byte[] head(String from, String to, String id, Instant now) {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC));
        String head =
                """
                From: <%s>
                To: <%s>
                Subject: tohost bench
                Date: %s
                Message-ID: <%s@bench.invalid>
                MIME-Version: 1.0
                Content-Type: text/plain
                %s%s

                """
                        .formatted(from, to, date, id, FIELD, digest);
        return head.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    long octets() {
        return body.length;
    }
}
