package org.tohost.common.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.failure.Failure;
import org.tohost.common.testing.Seeded;

class NamesTest {
    @Test
    void nodesAreHostNamesInLowerCase() {
        assertEquals("be1.example.test", new NodeId("BE1.Example.test").name());
        assertEquals(new NodeId("be1"), new NodeId("BE1"));
        assertEquals("10.0.0.9", new NodeId("10.0.0.9").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "a-", ".a", "a b", "a\n", "a:1", "bücher", "a/b"})
    void otherNamesAreNoNodes(String name) {
        assertThrows(Failure.Syntax.class, () -> new NodeId(name));
    }

    @Test
    void nodesHaveAtMost255Characters() {
        assertEquals(255, new NodeId("a".repeat(255)).name().length());
        assertThrows(Failure.Syntax.class, () -> new NodeId("a".repeat(256)));
    }

    @Test
    void usersAreOfOneSpelling() {
        UserId fred = UserId.of(MailAddress.parse("Fred@Example.TEST"));
        assertEquals(new UserId("fred@example.test"), fred);
        assertEquals("example.test", fred.domain());
        assertThrows(Failure.Syntax.class, () -> new UserId("Fred@example.test"));
        assertThrows(Failure.Syntax.class, () -> new UserId("\"fred\"@example.test"));
        assertThrows(Failure.Syntax.class, () -> new UserId("fred"));
        assertThrows(Failure.Syntax.class, () -> UserId.of(MailAddress.parse("\"a b\"@a.test")));
        assertEquals("jürgen@a.test", UserId.of(MailAddress.parse("Ju\u0308RGEN@a.test")).name());
    }

    @Test
    void everyAddressOfVisibleLettersHasAUser() {
        Seeded.check(
                2000,
                dice -> {
                    String local = dice.text("aBZ.\"\\(@+*ÜİΣßＡ", 20);
                    if (!local.isEmpty()) {
                        UserId user = UserId.of(new MailAddress(local, "Example.test"));
                        assertEquals(user, new UserId(user.name()));
                    }
                });
    }

    @Test
    void sessionIdsHaveTwelveLettersAndDigits() {
        Seeded.check(200, dice -> assertEquals(12, SessionId.next(dice.random()).text().length()));
        assertEquals(
                SessionId.next(new SplittableRandom(1)), SessionId.next(new SplittableRandom(1)));
        assertThrows(Failure.Syntax.class, () -> new SessionId(""));
        assertThrows(Failure.Syntax.class, () -> new SessionId("a=b"));
        assertThrows(Failure.Syntax.class, () -> new SessionId("a".repeat(33)));
    }

    @Test
    void servicesHaveLabels() {
        assertEquals("submission", Service.SUBMISSION.label());
    }

    @Test
    void clientsChangeByPart() {
        ClientInfo client = new ClientInfo("192.0.2.7", 4711, false, "");
        assertTrue(client.secured().tls());
        assertEquals("mail.test", client.named("mail.test").helo());
        assertEquals(4711, client.secured().named("x").port());
    }
}
