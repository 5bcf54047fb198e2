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
}
