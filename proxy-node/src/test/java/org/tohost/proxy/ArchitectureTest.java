package org.tohost.proxy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.tohost.common.testing.HouseRules;

final class ArchitectureTest {
    private final HouseRules rules = HouseRules.of("org.tohost.proxy");

    @Test
    void keepsToTheRulesOfTheHouse() throws IOException {
        rules.everywhere();
        rules.pure("dialogue", "guard");
        rules.only("io.netty..", "relay");
        rules.only("java.lang.foreign..", "relay");
        rules.only("io.vertx..");
        rules.only("org.bouncycastle..");
        rules.apartFrom("org.tohost.backend");
        rules.apartFrom("org.tohost.ldap");
        rules.sees("dialogue");
        rules.sees("guard");
        rules.sees("health");
        rules.sees("route", "dialogue", "guard", "health");
        rules.sees("relay", "guard");
        rules.sees("session", "dialogue", "guard", "route", "relay");
        rules.sees("rehearsal", "dialogue", "guard", "health", "route", "relay", "session");
    }
}
