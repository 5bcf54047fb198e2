package org.tohost.ldap;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldif.LDIFReader;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.fixture.SlapdFixture;
import org.tohost.common.testing.Eventually;
import org.tohost.common.users.Users;

/// Servers that take connections and say nothing.
class SilentDirectoryTest {
    private static final int ALL = 1000;

    private final Semaphore speech = new Semaphore(ALL);
    private boolean anonymous = true;
    private InMemoryDirectoryServer server;

    @BeforeEach
    void start() throws Exception {
        var config = new InMemoryDirectoryServerConfig(SlapdFixture.BASE);
        config.setSchema(null);
        config.addInMemoryOperationInterceptor(new Moody());
        server = new InMemoryDirectoryServer(config);
        byte[] ldif = InMemoryContractTest.ldif().getBytes(StandardCharsets.UTF_8);
        int _ = server.importFromLDIF(true, new LDIFReader(new ByteArrayInputStream(ldif)));
        server.startListening();
    }

    @AfterEach
    void stop() {
        server.shutDown(true);
    }

    @Test
    void theSecondServerAnswersForAFirstThatIsSilent() throws Exception {
        anonymous = false;
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var database = open("8s", silent.getLocalPort(), port())) {
            assertInstanceOf(AuthResult.Accepted.class, check(database));
        }
    }

    @Test
    void callsThatWereGivenUpLeaveTheirConnectionsToOthers() throws Exception {
        try (var database = open("1s", port())) {
            speech.acquireUninterruptibly(ALL);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Callable<AuthResult> late = () -> check(database);
                List<Callable<AuthResult>> many = List.of(late, late, late, late, late, late);
                for (Future<AuthResult> result : threads.invokeAll(many)) {
                    assertInstanceOf(AuthResult.Unavailable.class, result.get());
                }
            } finally {
                speech.release(ALL);
            }
            Eventually.holds("recovery", database::healthy);
            assertInstanceOf(AuthResult.Accepted.class, check(database));
        }
    }

    private int port() {
        return server.getListenPort();
    }

    private static AuthResult check(Users database) {
        return database.check(Settings.login("carol@example.test", "carol's"));
    }

    private static Users open(String timeout, int... ports) {
        return Settings.of(
                        Arrays.stream(ports)
                                .mapToObj(port -> "ldap://127.0.0.1:" + port)
                                .toArray(String[]::new))
                .patient(timeout)
                .users();
    }

    /// Says nothing during the silence, and may refuse anonymous binds.
    private final class Moody extends InMemoryOperationInterceptor {
        @Override
        public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request)
                throws LDAPException {
            listen();
            if (!anonymous && request.getRequest().getBindDN().isEmpty()) {
                throw new LDAPException(ResultCode.INAPPROPRIATE_AUTHENTICATION);
            }
        }

        @Override
        public void processSearchRequest(InMemoryInterceptedSearchRequest request) {
            listen();
        }

        private void listen() {
            speech.acquireUninterruptibly();
            speech.release();
        }
    }
}
