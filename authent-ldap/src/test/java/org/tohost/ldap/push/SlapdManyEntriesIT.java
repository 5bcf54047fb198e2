package org.tohost.ldap.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.fixture.SlapdFixture;

/// A listener in front of a directory of 100,000 users: it reads next to nothing of it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlapdManyEntriesIT {
    private static final int USERS = 100_000;
    private static final Duration READY = Duration.ofSeconds(5);

    private SlapdFixture slapd;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        Path ldif = folder.resolve("users.ldif");
        Path home = Files.createDirectory(folder.resolve("slapd"));
        write(ldif);
        slapd =
                SlapdFixture.start(
                        home, ldif, SlapdFixture.Options.usual().asProvider().withRoom(1L << 30));
    }

    @AfterAll
    void stop() {
        slapd.close();
    }

    @Test
    void synchronisationStartsFromTheProvidersState() throws Exception {
        try (LDAPConnection admin = admin();
                var listening = measured(admin, PushMode.SYNC, 100)) {
            tells(admin, listening);
            assertEquals(1, listening.changes().count("missed"));
        }
    }

    @Test
    void pollingFindsTheNewestTimestampWithoutReadingAll() throws Exception {
        try (LDAPConnection admin = admin();
                var _ = measured(admin, PushMode.POLL, BoundedSearch.MOST + 100)) {}
    }

    @Test
    void aStateThatIsTooOldIsNotCaughtUpWith() throws Exception {
        try (var connection = new LDAPConnection("127.0.0.1", slapd.port())) {
            connection.bind(SlapdFixture.SERVICE_DN, "let me read");
            CompletableFuture<LDAPException> end = new CompletableFuture<>();
            RecordingChanges changes = new RecordingChanges();
            Clock clock = Clock.systemUTC();
            var state = new PushState(clock);
            var stream =
                    new SyncStream(new Reporter(Listening.watched(), changes, state, clock), end);
            var sync = new ContentSync(Listening.watched(), Duration.ofSeconds(3));
            String old = "rid=000,csn=20200101000000.000000Z#000000#000#000000";
            var _ = connection.asyncSearch(sync.request(new DN(Listening.PEOPLE), old, stream));
            LDAPException why = end.get(30, TimeUnit.SECONDS);
            assertEquals(ResultCode.E_SYNC_REFRESH_REQUIRED, why.getResultCode());
            assertFalse(stream.ready().isDone());
            assertTrue(changes.told().size() <= 50, () -> changes.told().size() + " told");
        }
    }

    private Listening measured(LDAPConnection admin, PushMode mode, long most) throws Exception {
        long before = entriesSent(admin);
        long start = System.nanoTime();
        Listening listening = Listening.to(mode, slapd.port());
        listening.changes().awaits("missed");
        Duration ready = Duration.ofNanos(System.nanoTime() - start);
        long read = entriesSent(admin) - before;
        System.out.println(
                "PUSH %s ready in %d ms, %d entries read of %d"
                        .formatted(mode, ready.toMillis(), read, USERS));
        assertTrue(ready.compareTo(READY) < 0, ready::toString);
        assertTrue(read < most, () -> read + " entries read");
        return listening;
    }

    private static void tells(LDAPConnection admin, Listening listening) throws LDAPException {
        String dn = "uid=u77777," + Listening.PEOPLE;
        var _ = admin.modify(dn, new Modification(ModificationType.REPLACE, "tohost", "be2"));
        listening.changes().awaits(dn + " u77777@example.test");
    }

    /// The server's own count, of all connections.
    private static long entriesSent(LDAPConnection admin) throws LDAPException {
        Entry counter = admin.getEntry("cn=Entries,cn=Statistics,cn=Monitor", "monitorCounter");
        String value = counter == null ? null : counter.getAttributeValue("monitorCounter");
        if (value == null) {
            throw new IllegalStateException("no counter");
        }
        return Long.parseLong(value);
    }

    private LDAPConnection admin() throws LDAPException {
        return new LDAPConnection(
                "127.0.0.1", slapd.port(), SlapdFixture.ADMIN_DN, SlapdFixture.ADMIN_PASSWORD);
    }

    private static void write(Path ldif) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(ldif)) {
            out.write(SlapdFixture.TREE);
            for (int i = 0; i < USERS; i++) {
                String name = "u" + i;
                out.write(
                        """
                        dn: uid=%s,ou=people,dc=tohost,dc=test
                        objectClass: inetOrgPerson
                        objectClass: tohostMailUser
                        uid: %s
                        cn: %s
                        sn: %s
                        mail: %s@example.test
                        tohost: be1

                        """
                                .formatted(name, name, name, name, name));
            }
        }
    }
}
