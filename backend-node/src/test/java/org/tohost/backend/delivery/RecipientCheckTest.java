package org.tohost.backend.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tohost.backend.store.Quota;
import org.tohost.backend.store.QuotaSettings;
import org.tohost.backend.testing.FixedUserDatabase;
import org.tohost.common.authent.Owners;
import org.tohost.common.config.LocalDomains;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.UserId;
import org.tohost.common.users.AccessGroups;

class RecipientCheckTest {
    private static final NodeId BE1 = new NodeId("be1");
    private static final NodeId BE2 = new NodeId("be2");
    private static final Optional<MailAddress> POSTMASTER =
            Optional.of(MailAddress.parse("bob@example.net"));

    private final FixedUserDatabase users =
            new FixedUserDatabase()
                    .with("alice@example.net", "BE1")
                    .with("bob@example.net", "be2")
                    .with("dora@example.net", "")
                    .with("eve@example.net", "not a host")
                    .closed("carl@example.net");

    private Destination of(String address, Optional<NodeId> fallback) {
        LocalDomains domains = new LocalDomains(List.of("example.net"));
        return new RecipientCheck(
                        BE1,
                        domains,
                        new RecipientCheck.Users(
                                users,
                                new Owners(fallback, _ -> false),
                                new AccessGroups(List.of(), Optional.empty()),
                                QuotaSettings.DEFAULT),
                        POSTMASTER)
                .of(MailAddress.parse(address));
    }

    private void answers(String reply, String address) {
        String given = of(address, Optional.of(BE2)).objection().map(Object::toString).orElse("");
        assertEquals(reply, given.substring(0, Math.min(9, given.length())));
    }

    @Test
    void tellsWhereMailGoes() {
        assertEquals(
                new Destination.Local(new UserId("alice@example.net"), Quota.NONE),
                of("Alice@EXAMPLE.net", Optional.empty()));
        assertEquals(
                new Destination.Elsewhere(new UserId("bob@example.net"), List.of(BE2)),
                of("bob@example.net", Optional.of(BE1)));
        assertEquals(
                new Destination.Local(new UserId("dora@example.net"), Quota.NONE),
                of("dora@example.net", Optional.of(BE1)));
        assertEquals(
                new Destination.Undecided(
                        new UserId("dora@example.net"), "no tohost and no g_proxy_default"),
                of("dora@example.net", Optional.empty()));
    }

    @Test
    void mailForThePostmasterGoesToWhoeverThatIs() {
        UserId bob = new UserId("bob@example.net");
        assertEquals(
                new Destination.Elsewhere(bob, List.of(BE2)),
                of("PostMaster@example.net", Optional.empty()));
        answers("550 5.7.1", "postmaster@example.com");
        users.with("postmaster@example.net", "be1");
        assertEquals(
                new Destination.Local(new UserId("postmaster@example.net"), Quota.NONE),
                of("postmaster@example.net", Optional.empty()));
        users.remove("postmaster@example.net");
        users.remove("bob@example.net");
        answers("550 5.1.1", "postmaster@example.net");
    }

    @Test
    void eachObstacleHasItsReply() {
        answers("", "alice@example.net");
        answers("", "bob@example.net");
        answers("550 5.1.1", "nobody@example.net");
        answers("550 5.2.1", "carl@example.net");
        answers("550 5.7.1", "alice@example.com");
        answers("451 4.3.5", "eve@example.net");
        users.silent(true);
        answers("451 4.3.0", "nobody@example.net");
        answers("550 5.7.1", "alice@example.com");
    }
}
