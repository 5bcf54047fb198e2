package org.tohost.backend;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tohost.common.testing.HouseRules;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
    private final HouseRules rules = HouseRules.of("org.tohost.backend");

    @Test
    void keepsTheRulesOfTheHouse() throws IOException {
        rules.everywhere();
        rules.apartFrom("org.tohost.proxy");
        rules.apartFrom("org.tohost.ldap");
    }

    @Test
    void librariesAreSeenByTheirPackagesOnly() {
        rules.only("org.apache.james..", "mime");
        rules.only("org.rocksdb..", "index");
        rules.only("io.vertx..");
        rules.only("io.netty..");
        rules.only("org.bouncycastle..");
        rules.pure("mime", "imap.command", "imap.order");
    }

    @Test
    void protocolsKnowNoOther() {
        rules.sees("imap", "server", "store", "mime", "spool");
        rules.sees("pop3", "server", "store", "mime");
        rules.sees("smtp", "server", "delivery", "spool");
        rules.sees("lmtp", "server", "delivery", "spool");
    }

    @Test
    void theStoreKnowsNothingAboveIt() {
        rules.sees("server", "store");
        rules.sees("transfer", "store", "spool");
        rules.sees("admin", "store", "server", "log", "backup");
        rules.sees("backup", "store", "log", "spool");
        rules.sees("moves", "server", "delivery");
        rules.sees("delivery", "store", "spool");
        rules.sees("store", "log", "index", "spool", "mime");
        rules.sees("log", "spool");
        rules.sees("index");
        rules.sees("spool");
        rules.sees("mime");
    }
}
