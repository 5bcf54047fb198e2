package org.tohost.common.netwin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a process writes as its errors, read to the end so that it never blocks, and logged within
/// bounds: 20 lines a minute, 400 octets of each.
final class ErrorOutput {
    private static final Logger log = LoggerFactory.getLogger(ErrorOutput.class);
    private static final int LONGEST = 400;
    private static final int MOST = 20;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final String who;
    private final InputStream in;
    private final Clock clock;
    private final StringBuilder line = new StringBuilder();
    private Instant window = Instant.MIN;
    private int lines;

    ErrorOutput(String who, InputStream in, Clock clock) {
        this.who = who;
        this.in = in;
        this.clock = clock;
    }

    /// Reads until the process ends.
    void drain() {
        byte[] some = new byte[4096];
        try {
            for (int count = in.read(some); count >= 0; count = in.read(some)) {
                take(new String(some, 0, count, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            // killed
        }
        endOfLine();
    }

    private void take(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                endOfLine();
            } else if (line.length() < LONGEST) {
                line.append(Character.isISOControl(c) ? ' ' : c);
            }
        }
    }

    private void endOfLine() {
        String told = line.toString().strip();
        line.setLength(0);
        if (told.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        if (now.minus(WINDOW).isAfter(window)) {
            window = now;
            lines = 0;
        }
        lines++;
        if (lines <= MOST) {
            log.warn("{} says: {}", who, told);
        } else if (lines == MOST + 1) {
            log.warn("{} says more than is logged", who);
        }
    }
}
