package org.tohost.common.authent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.UserId;

class OwnersTest {
    private static final Optional<NodeId> FALLBACK = Optional.of(new NodeId("be9"));

    @Test
    void isTheOneTohost() {
        assertEquals(new Owner.Node(new NodeId("be1")), owner(FALLBACK, "BE1"));
    }

    @Test
    void isTheDefaultOnlyIfThereIsNoTohost() {
        assertEquals(new Owner.Node(new NodeId("be9")), owner(FALLBACK));
    }

    @Test
    void isUndecidedByAnOperatorsError() {
        assertInstanceOf(Owner.Undecided.class, owner(Optional.empty()));
        assertInstanceOf(Owner.Undecided.class, owner(FALLBACK, "be1", "be2"));
        assertInstanceOf(Owner.Undecided.class, owner(FALLBACK, "be1", "be1"));
        assertInstanceOf(Owner.Undecided.class, owner(FALLBACK, ""));
        assertInstanceOf(Owner.Undecided.class, owner(FALLBACK, "be 1"));
    }

    @Test
    void mayBeOneOfSeveralThatShareTheirMail() {
        List<NodeId> both = List.of(new NodeId("other2"), new NodeId("other1"));
        assertEquals(new Owner.Shared(both), owner(FALLBACK, "other2", "other1"));
        assertEquals(new Owner.Node(new NodeId("other1")), owner(FALLBACK, "other1"));
        assertInstanceOf(Owner.Undecided.class, owner(FALLBACK, "other1", "be1"));
        assertInstanceOf(Owner.Undecided.class, owner(FALLBACK, "other1", "other 2"));
    }

    private static Owner owner(Optional<NodeId> fallback, String... tohost) {
        return new Owners(fallback, node -> node.name().startsWith("other"))
                .of(
                        new Account(
                                new UserId("fred@example.test"),
                                List.of(tohost),
                                Account.Status.OK));
    }
}
