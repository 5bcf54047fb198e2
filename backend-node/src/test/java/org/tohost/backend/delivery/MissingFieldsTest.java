package org.tohost.backend.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MissingFieldsTest {
    private static final HeaderFacts BARE = new HeaderFacts(0, "", false);
    private static final HeaderFacts WHOLE = new HeaderFacts(1, "<own@x>", true);

    @Test
    void standInForWhatIsMissingOnly() {
        MissingFields fields = new MissingFields("today", "<made@be1>");
        assertEquals("Date: today\r\nMessage-ID: <made@be1>\r\n", fields.lines(BARE));
        assertEquals("", fields.lines(WHOLE));
    }

    @Test
    void theMessageIsKnownByTheNumberItHasInTheEnd() {
        MissingFields fields = new MissingFields("today", "<made@be1>");
        assertEquals("<made@be1>", fields.messageId(BARE));
        assertEquals("<own@x>", fields.messageId(WHOLE));
    }

    @Test
    void noneAddNothing() {
        assertEquals("", MissingFields.NONE.lines(BARE));
        assertEquals("", MissingFields.NONE.messageId(BARE));
        assertEquals("<own@x>", MissingFields.NONE.messageId(WHOLE));
    }
}
