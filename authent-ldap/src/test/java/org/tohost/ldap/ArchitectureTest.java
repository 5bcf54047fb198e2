package org.tohost.ldap;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.tohost.common.testing.HouseRules;

class ArchitectureTest {
    private final HouseRules rules = HouseRules.of("org.tohost.ldap");

    @Test
    void keepsTheRulesOfTheHouse() throws IOException {
        rules.everywhere();
        rules.only("io.vertx..");
        rules.only("io.netty..");
        rules.only("org.bouncycastle..");
    }
}
