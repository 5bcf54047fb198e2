package org.tohost.ldap;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchResult;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldif.LDIFReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.fixture.SlapdFixture;
import org.tohost.common.users.Users;

/// A password is changed while the old one is being read for somebody else.
class PasswordChangeTest {
    private static final String ALICE = "uid=alice,ou=people," + SlapdFixture.BASE;

    private final CountDownLatch read = new CountDownLatch(1);
    private final CountDownLatch changed = new CountDownLatch(1);

    @Test
    void theNewPasswordCountsAtOnce() throws Exception {
        var config = new InMemoryDirectoryServerConfig(SlapdFixture.BASE);
        config.setSchema(null);
        config.addInMemoryOperationInterceptor(new Slow());
        var server = new InMemoryDirectoryServer(config);
        byte[] ldif = InMemoryContractTest.ldif().getBytes(StandardCharsets.UTF_8);
        int _ = server.importFromLDIF(true, new LDIFReader(new ByteArrayInputStream(ldif)));
        server.startListening();
        String url = "ldap://localhost:" + server.getListenPort();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                Users users = Settings.of(url).with("g_ldap_check", "compare").users()) {
            Future<AuthResult> before = threads.submit(() -> check(users, "wonder*land (1)\\"));
            pass(read);
            var _ =
                    server.modify(
                            ALICE,
                            new Modification(ModificationType.REPLACE, "userPassword", "new"));
            assertInstanceOf(AuthResult.Accepted.class, check(users, "new"));
            changed.countDown();
            assertInstanceOf(AuthResult.Accepted.class, before.get());
        } finally {
            changed.countDown();
            server.shutDown(true);
        }
    }

    private static AuthResult check(Users users, String password) {
        return users.check(Settings.login("alice@example.test", password));
    }

    private static void pass(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Has sent the entry of the first who reads it, but does not end the answer.
    private final class Slow extends InMemoryOperationInterceptor {
        @Override
        public void processSearchResult(InMemoryInterceptedSearchResult result) {
            if (result.getRequest().getBaseDN().equals(ALICE) && read.getCount() > 0) {
                read.countDown();
                pass(changed);
            }
        }
    }
}
