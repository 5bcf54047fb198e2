package org.tohost.deploy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.tohost.common.testing.HouseRules;

class ArchitectureTest {
    private final HouseRules rules = HouseRules.of("org.tohost.deploy");

    @Test
    void keepsTheRulesOfTheHouse() throws IOException {
        rules.everywhere();
    }

    @Test
    void librariesAreSeenByTheModulesThatOwnThem() {
        rules.only("com.unboundid..");
        rules.only("io.vertx..");
        rules.only("io.netty..");
        rules.only("org.bouncycastle..");
        rules.only("com.hazelcast..");
        rules.only("io.micrometer..", "process");
    }

    @Test
    void theDemoStartsNodesAsTheCommandLineDoes() {
        rules.sees("process");
        rules.sees("bench");
        rules.sees("transfer");
        rules.sees("demo", "process");
    }
}
