package org.tohost.ldap;

import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.fixture.Programs;
import org.tohost.common.fixture.SlapdFixture;

/// The examples for directories of other makes, against entries as they have them.
class SlapdMappingIT {
    @TempDir private Path folder;

    @Test
    void inetOrgPerson() {
        try (var slapd = start("inetorgperson")) {
            Mapped mapped =
                    new Mapped(Mapped.settings("inetorgperson", slapd.url()), OptionalLong.empty());
            mapped.check(SlapdMappingIT::address, false);
            mapped.check(UnaryOperator.identity(), false);
        }
    }

    @Test
    void zimbra() {
        try (var slapd = start("zimbra", schema("zimbra"))) {
            new Mapped(Mapped.settings("zimbra", slapd.url()), OptionalLong.of(1L << 30))
                    .check(SlapdMappingIT::address, true);
        }
    }

    @Test
    void qmailLdap() {
        try (var slapd = start("qmail-ldap", schema("qmail-ldap"))) {
            Mapped mapped =
                    new Mapped(
                            Mapped.settings("qmail-ldap", slapd.url()), OptionalLong.of(1L << 30));
            mapped.check(SlapdMappingIT::address, true);
            mapped.check(UnaryOperator.identity(), true);
        }
    }

    private SlapdFixture start(String name, Path... schemas) {
        return SlapdFixture.start(
                folder,
                resource(name + ".ldif"),
                SlapdFixture.Options.usual().withSchemas(schemas));
    }

    private static String address(String user) {
        return user + "@example.test";
    }

    private static Path schema(String name) {
        return resource(name + ".schema");
    }

    private static Path resource(String name) {
        return Programs.source("authent-ldap/src/test/resources/mapping/" + name);
    }
}
