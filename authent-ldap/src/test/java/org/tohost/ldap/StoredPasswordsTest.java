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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tohost.common.fixture.SlapdFixture;
import org.tohost.common.metrics.Meters;
import org.tohost.common.testing.Eventually;

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
    void thoseWhoAskAtTheSameTimeShareOneRead() throws Exception {
        List<Optional<List<String>>> results = new CopyOnWriteArrayList<>();
        List<Thread> callers = new ArrayList<>();
        callers.add(Thread.ofPlatform().start(() -> results.add(read(CAROL))));
        Eventually.holds("the first reads", () -> reads.get() == 1);
        for (int i = 0; i < 9; i++) {
            callers.add(Thread.ofPlatform().start(() -> results.add(read(CAROL))));
        }
        // who reads a socket is RUNNABLE, who waits for a connection TIMED_WAITING
        Eventually.holds(
                "the others wait for it",
                () -> callers.stream().skip(1).allMatch(c -> c.getState() == Thread.State.WAITING));
        speech.release();
        for (Thread caller : callers) {
            caller.join();
        }
        assertEquals(1, reads.get());
        assertEquals(
                List.of(Optional.of(List.of("carol's"))), results.stream().distinct().toList());
        assertEquals(10, results.size());
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
