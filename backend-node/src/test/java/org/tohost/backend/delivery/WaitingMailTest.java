package org.tohost.backend.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tohost.backend.store.BodyRef;
import org.tohost.backend.store.QueueEntry;
import org.tohost.backend.store.QueuedRecipient;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.SessionId;
import org.tohost.common.domain.UserId;

final class WaitingMailTest {
    private static final NodeId BE1 = new NodeId("be1");
    private static final NodeId BE2 = new NodeId("be2");
    private static final NodeId BE3 = new NodeId("be3");
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
    private static final MailAddress ALIAS = new MailAddress("alias", "example.test");
    private static final UserId ANNA = UserId.of(new MailAddress("anna", "example.test"));
    private static final QueueEntry ENTRY =
            new QueueEntry(
                    "Q1",
                    "",
                    new BodyRef(1, ""),
                    1,
                    NOW,
                    new SessionId("s1"),
                    "",
                    List.of(QueuedRecipient.fresh(ALIAS, "Q1", NOW)));

    private final WaitingMail mail = new WaitingMail();

    private boolean found(NodeId owner) {
        return mail.found(ENTRY, ALIAS, new Destination.Elsewhere(ANNA, List.of(owner)), BE1);
    }

    @Test
    void hurriesWhoWaitsForAnotherOwner() {
        mail.asking();
        assertFalse(found(BE3));
        mail.asked();
        assertEquals(Set.of(), mail.hurry(ANNA, Optional.of(BE3)));
        assertEquals(Set.of("Q1"), mail.hurry(ANNA, Optional.of(BE2)));
        assertTrue(mail.takeHurry(ENTRY, ALIAS));
        assertFalse(mail.takeHurry(ENTRY, ALIAS));
    }

    /// The answer of the look-up is older than what has become of the user.
    @Test
    void whatIsFoundMayHaveBeenOvertaken() {
        mail.asking();
        assertTrue(mail.isFor(ANNA), "it may be about her");
        assertEquals(Set.of(), mail.hurry(ANNA, Optional.of(BE2)));
        assertTrue(found(BE3));
        assertTrue(mail.takeHurry(ENTRY, ALIAS));
        assertFalse(found(BE2));
        assertFalse(mail.takeHurry(ENTRY, ALIAS));
        mail.asked();
    }

    @Test
    void newsAreKeptAsLongAsSomebodyAsks() {
        mail.asking();
        mail.asking();
        assertEquals(Set.of(), mail.hurry(ANNA, Optional.empty()));
        mail.asked();
        assertTrue(found(BE3));
        mail.asked();
        mail.asking();
        assertFalse(found(BE3));
        mail.asked();
        mail.forget(ENTRY);
        assertFalse(mail.isFor(ANNA));
    }
}
