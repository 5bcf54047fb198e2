package org.tohost.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldif.LDIFReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tohost.common.fixture.SlapdFixture;
import org.tohost.common.users.Users;

/// What the directory sees of us: the same work for an unknown user as for a wrong password, none
/// for an empty one, and never more connections than agreed.
class DirectoryTrafficTest {
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
    private final Set<Long> searching = ConcurrentHashMap.newKeySet();
    private final Set<Long> binding = ConcurrentHashMap.newKeySet();
    private InMemoryDirectoryServer server;
    private Users database;

    @BeforeEach
    void start() throws Exception {
        var config = new InMemoryDirectoryServerConfig(SlapdFixture.BASE);
        config.setSchema(null);
        config.addInMemoryOperationInterceptor(new Recording());
        server = new InMemoryDirectoryServer(config);
        byte[] ldif = InMemoryContractTest.ldif().getBytes(StandardCharsets.UTF_8);
        int _ = server.importFromLDIF(true, new LDIFReader(new ByteArrayInputStream(ldif)));
        server.startListening();
        database = settings().users();
    }

    @AfterEach
    void stop() {
        database.close();
        server.shutDown(true);
    }

    @Test
    void unknownUserAndWrongPassword() {
        check("warm@example.test", "up"); // connects both pools
        assertEquals(
                List.of("search", "bind uid=alice,ou=people,dc=tohost,dc=test"),
                work("alice@example.test", "wrong"));
        assertEquals(
                List.of("search", "bind cn=unknown,ou=people,dc=tohost,dc=test"),
                work("nobody@example.test", "wrong"));
    }

    @Test
    void anEmptyPasswordIsNeverSent() {
        assertEquals(List.of(), work("alice@example.test", ""));
        assertEquals(List.of(), work("nobody@example.test", ""));
    }

    @Test
    void comparingReadsAsMuchForNobody() {
        reopen(settings().with("g_ldap_check", "compare"));
        assertEquals(List.of("search", "search"), work("alice@example.test", "wrong"));
        assertEquals(List.of("search", "search"), work("nobody@example.test", "wrong"));
        assertEquals(List.of(), work("nobody@example.test", ""));
    }

    @Test
    void bindingAtOnceLooksUpWhomItRefuses() {
        reopen(
                settings()
                        .with("g_ldap_check", "direct")
                        .with("g_ldap_check_dn", "uid=%n,ou=people,dc=tohost,dc=test"));
        assertEquals(
                List.of("bind uid=alice,ou=people,dc=tohost,dc=test", "search"),
                work("alice@example.test", "wrong"));
        assertEquals(
                List.of("bind uid=nobody,ou=people,dc=tohost,dc=test", "search"),
                work("nobody@example.test", "wrong"));
        assertEquals(
                List.of("bind cn=unknown,ou=people,dc=tohost,dc=test"),
                work("@example.test", "wrong"));
        assertEquals(
                List.of("bind uid=alice,ou=people,dc=tohost,dc=test", "search"),
                work("alice@example.test", "wonder*land (1)\\"));
        assertEquals(List.of(), work("alice@example.test", ""));
    }

    @Test
    void whatCanBeNobodysNameIsNotSearchedFor() {
        check("warm@example.test", "up");
        assertEquals(
                List.of("bind cn=unknown,ou=people,dc=tohost,dc=test"),
                work("@example.test", "wrong"));
        assertEquals(
                List.of("bind cn=unknown,ou=people,dc=tohost,dc=test"), work("alice@", "wrong"));
    }

    @Test
    void neverMoreConnectionsThanThePoolsSize() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                String login = "user" + i + "@example.test";
                var _ = threads.submit(() -> check(login, "wrong"));
            }
        }
        assertEquals(100, seen.stream().filter(work -> work.equals("search")).count());
        assertTrue(searching.size() <= 3, () -> "search connections " + searching);
        assertTrue(binding.size() <= 3, () -> "bind connections " + binding);
    }

    private Settings settings() {
        return Settings.of("ldap://localhost:" + server.getListenPort());
    }

    /// Opens the database anew, and connects its pools.
    private void reopen(Settings settings) {
        database.close();
        database = settings.users();
        check("warm@example.test", "up");
        check("@", "up");
    }

    private List<String> work(String login, String password) {
        seen.clear();
        check(login, password);
        return List.copyOf(seen);
    }

    private void check(String login, String password) {
        var _ = database.check(Settings.login(login, password));
    }

    private final class Recording extends InMemoryOperationInterceptor {
        @Override
        public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request) {
            String dn = request.getRequest().getBindDN();
            seen.add("bind " + dn);
            (dn.equals(SlapdFixture.SERVICE_DN) ? searching : binding)
                    .add(request.getConnectionID());
        }

        @Override
        public void processSearchRequest(InMemoryInterceptedSearchRequest request) {
            seen.add("search");
            searching.add(request.getConnectionID());
        }
    }
}
