package org.tohost.ldap.push;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.fixture.Programs;
import org.tohost.common.fixture.SlapdFixture;
import org.tohost.common.testing.Eventually;

/// The listener and OpenLDAP: which way it takes, and what happens when a server stops, hangs or
/// comes back.
class SlapdPushIT {
    private static final Path LDIF =
            Programs.source("authent-ldap/src/test/resources/contract.ldif");
    private static final SlapdFixture.Options PROVIDER = SlapdFixture.Options.usual().asProvider();
    private static final String CAROL = "uid=carol," + Listening.PEOPLE;
    private static final String TOLD = CAROL + " carol@example.test";

    @TempDir Path folder;

    @Test
    void anAccountThatMayNotReadTheStatePolls() throws Exception {
        var secret = PROVIDER.withAccess("access to attrs=contextCSN by * none");
        try (var slapd = SlapdFixture.start(folder, LDIF, secret);
                var listening = Listening.to(PushMode.AUTO, slapd.port())) {
            listening.changes().awaits("missed");
            assertEquals("poll", listening.state().way());
            change(slapd);
            listening.changes().awaits(TOLD);
        }
    }

    @Test
    void aServerThatIsNoProviderIsPolled() throws Exception {
        try (var slapd = SlapdFixture.start(folder, LDIF, SlapdFixture.Options.usual());
                var listening = Listening.to(PushMode.AUTO, slapd.port())) {
            listening.changes().awaits("missed");
            assertEquals("poll", listening.state().way());
            change(slapd);
            listening.changes().awaits(TOLD);
        }
    }

    @Test
    void aTimestampFromTheFutureHidesNothing() throws Exception {
        String future =
                """

                dn: uid=future,ou=people,dc=tohost,dc=test
                objectClass: inetOrgPerson
                uid: future
                cn: F
                sn: F
                mail: future@example.test
                modifyTimestamp: 20991231235959Z
                """;
        Path ldif = Files.writeString(folder.resolve("ldif"), Files.readString(LDIF) + future);
        try (var slapd = SlapdFixture.start(folder, ldif, SlapdFixture.Options.usual());
                var listening = Listening.to(PushMode.POLL, slapd.port())) {
            listening.changes().awaits("missed");
            change(slapd);
            listening.changes().awaits(TOLD);
        }
    }

    @Test
    void stoppedAndStartedAgain() throws Exception {
        try (var slapd = SlapdFixture.start(folder, LDIF, PROVIDER);
                var listening = Listening.to(PushMode.AUTO, slapd.port())) {
            listening.changes().awaits("missed");
            assertEquals("sync", listening.state().way());
            slapd.stop();
            Eventually.holds("lost", () -> !listening.state().connected());
            slapd.resume();
            change(slapd);
            listening.changes().awaits("missed", 2);
            change(slapd);
            listening.changes().awaits(TOLD);
        }
    }

    @Test
    void frozenAndThawed() throws Exception {
        try (var slapd = SlapdFixture.start(folder, LDIF, PROVIDER);
                var listening = Listening.to(PushMode.AUTO, slapd.port())) {
            listening.changes().awaits("missed");
            slapd.freeze();
            Eventually.holds("lost", () -> !listening.state().connected());
            slapd.thaw();
            listening.changes().awaits("missed", 2);
            change(slapd);
            listening.changes().awaits(TOLD);
        }
    }

    @Test
    void anotherServerTakesOverFromOneThatHangs() throws Exception {
        Path second = Files.createDirectory(folder.resolve("second"));
        Path first = Files.createDirectory(folder.resolve("first"));
        try (var slapd = SlapdFixture.start(first, LDIF, PROVIDER);
                var other = SlapdFixture.start(second, LDIF, PROVIDER);
                var listening = Listening.to(PushMode.AUTO, slapd.port(), other.port())) {
            listening.changes().awaits("missed", 2);
            slapd.freeze();
            Eventually.holds("lost", () -> !listening.state().connected());
            listening.changes().awaits("missed", 3);
            change(other);
            listening.changes().awaits(TOLD, 2); // again for servers that get it later
            slapd.thaw();
        }
    }

    private static void change(SlapdFixture slapd) throws LDAPException {
        try (LDAPConnection admin =
                new LDAPConnection(
                        "127.0.0.1",
                        slapd.port(),
                        SlapdFixture.ADMIN_DN,
                        SlapdFixture.ADMIN_PASSWORD)) {
            var _ =
                    admin.modify(
                            CAROL, new Modification(ModificationType.REPLACE, "tohost", "be9"));
        }
    }
}
