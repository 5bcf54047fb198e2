package org.tohost.backend.imap;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.tohost.common.config.ByteSize;
import org.tohost.common.failure.Failure;

class ImapSettingsTest {
    private static final ByteSize SIZE = new ByteSize(1000);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void noLimitIsNone() {
        refused(new ByteSize(0), MINUTE, MINUTE);
        refused(new ByteSize(2L << 30), MINUTE, MINUTE);
        refused(SIZE, Duration.ZERO, MINUTE);
        refused(SIZE, MINUTE, Duration.ZERO);
    }

    private static void refused(ByteSize append, Duration timeout, Duration notify) {
        assertThrows(Failure.Syntax.class, () -> new ImapSettings(append, timeout, notify));
    }
}
