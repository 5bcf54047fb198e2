package org.tohost.backend.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a conversation begins with.
class ThreadRootTest {
    private static Optional<String> root(String header) {
        return ThreadRoot.of(HeaderBlock.of(header.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theFirstReferenceGoesBeforeTheParentAndTheMessageItself() {
        String own = "Message-ID: <c@x>\r\n";
        String parent = "In-Reply-To: <b@x>\r\n";
        assertEquals(Optional.of("<c@x>"), root(own));
        assertEquals(Optional.of("<b@x>"), root(own + parent));
        assertEquals(
                Optional.of("<a@x>"), root(own + parent + "References:\r\n <a@x>\r\n <b@x>\r\n"));
        assertEquals(Optional.of("<b@x>"), root(own + parent + "References: none\r\n"));
    }

    @Test
    void whatIsNoMessageIdIsPassedOver() {
        assertEquals(
                Optional.of("<b@x>"), root("In-Reply-To: Your note of Monday <b@x> there\r\n"));
        assertEquals(Optional.empty(), root("Message-ID: <>\r\nReferences: >a<\r\n"));
        assertEquals(Optional.empty(), root("Subject: <a@x>\r\n"));
    }
}
