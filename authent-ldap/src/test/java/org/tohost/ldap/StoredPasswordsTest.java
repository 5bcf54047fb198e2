package org.tohost.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tohost.common.fixture.SlapdFixture;
import org.tohost.common.metrics.Meters;

class StoredPasswordsTest {
    private static final String CAROL = "uid=carol,ou=people,dc=tohost,dc=test";

    private final Semaphore speech = new Semaphore(0);
    private final AtomicInteger reads = new AtomicInteger();
    private InMemoryDirectoryServer server;
    private Pools pools;
    private StoredPasswords stored;

    @BeforeEach
    void start() throws Exception {
        var config = new InMemoryDirectoryServerConfig(SlapdFixture.BASE);
        config.setSchema(null);
        config.addInMemoryOperationInterceptor(new Slow());
        server = new InMemoryDirectoryServer(config);
        byte[] ldif = InMemoryContractTest.ldif().getBytes(StandardCharsets.UTF_8);
        int _ = server.importFromLDIF(true, new LDIFReader(new ByteArrayInputStream(ldif)));
        server.startListening();
        LdapSettings settings = Settings.of("ldap://localhost:" + server.getListenPort()).bind();
        pools =
                new Pools(
                        settings.servers(),
                        settings.lookup().base().fixed(),
                        new Pools.Surroundings(
                                Clock.systemUTC(),
                                RandomGenerator.getDefault(),
                                Thread::sleep,
                                new Meters(new SimpleMeterRegistry())));
        stored = new StoredPasswords(pools.searches(), settings.passwordAttributes());
    }

    @AfterEach
    void stop() {
        pools.close();
        server.shutDown(true);
    }

    @Test
    void nothingIsKept() {
        speech.release(3);
        assertEquals(Optional.of(List.of("carol's")), read(CAROL));
        assertEquals(Optional.of(List.of("carol's")), read(CAROL));
        assertEquals(Optional.empty(), read("uid=nobody,ou=people,dc=tohost,dc=test"));
        assertEquals(3, reads.get());
    }

    private Optional<List<String>> read(String dn) {
        try {
            return stored.read(dn);
        } catch (LDAPException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Slow extends InMemoryOperationInterceptor {
        @Override
        public void processSearchRequest(InMemoryInterceptedSearchRequest request) {
            reads.incrementAndGet();
            speech.acquireUninterruptibly();
        }
    }
}
