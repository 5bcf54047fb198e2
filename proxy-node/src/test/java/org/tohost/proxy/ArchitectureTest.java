package org.tohost.proxy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tohost.common.testing.HouseRules;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
    private final HouseRules rules = HouseRules.of("org.tohost.proxy");

    @Test
    void keepsTheRulesOfTheHouse() throws IOException {
        rules.everywhere();
        rules.apartFrom("org.tohost.backend");
        rules.apartFrom("org.tohost.ldap");
    }

    @Test
    void onlyTheRelayTouchesTheChannels() {
        rules.only("io.netty..", "relay");
        rules.only("io.vertx..", "relay");
        rules.only("org.bouncycastle..");
    }

    @Test
    void dialoguesComputeAndDoNothingElse() {
        rules.pure("dialogue");
        rules.sees("dialogue");
        rules.sees("relay");
        rules.sees("route", "dialogue");
    }
}
