package org.tohost.common;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tohost.common.testing.HouseRules;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
    private final HouseRules rules = HouseRules.of("org.tohost.common");

    @Test
    void keepsTheRulesOfTheHouse() throws IOException {
        rules.everywhere();
    }

    @Test
    void purePackagesHaveNoEffects() {
        rules.pure(
                "netwin.words",
                "domain",
                "failure",
                "wire",
                "sasl",
                "imap",
                "pop3",
                "smtp",
                "managesieve",
                "ticket",
                "authent");
    }

    @Test
    void librariesAreSeenByTheirPackagesOnly() {
        rules.only("io.vertx..", "net");
        rules.only("io.netty..", "net");
        rules.only("org.bouncycastle..", "tls", "password");
        rules.only("org.apache.commons.codec..", "password");
        rules.only("rocks.xmpp..", "domain");
        rules.only("com.nimbusds..", "oauth");
        rules.only("io.micrometer..", "metrics", "net");
        rules.only("com.hazelcast..", "cluster");
        rules.only("com.unboundid..");
    }

    @Test
    void wordsOfOneProtocolKnowNoOther() {
        rules.sees("domain", "failure");
        rules.sees("failure");
        rules.sees("wire");
        rules.sees("ticket", "domain", "failure");
        rules.sees("authent", "domain", "failure");
        rules.sees("netwin.words", "domain", "failure");
        rules.sees("netwin", "authent", "config", "domain", "failure", "run", "tls");
        rules.sees("password", "authent", "domain", "failure");
        rules.sees("nwauth", "authent", "config", "domain", "failure", "netwin", "password");
        rules.sees("sasl", "authent", "domain", "failure");
        rules.sees("oauth", "authent", "config", "domain", "failure", "sasl", "tls");
        rules.sees("users", "authent", "config", "domain", "failure", "metrics");
        rules.sees("imap", "failure", "wire");
        rules.sees("managesieve", "failure", "wire");
        rules.sees("pop3", "failure");
        rules.sees("smtp", "domain", "failure", "wire");
    }
}
