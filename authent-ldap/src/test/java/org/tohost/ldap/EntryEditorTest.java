package org.tohost.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedDeleteRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedExtendedRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldif.LDIFReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tohost.common.authent.UserEditor;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.fixture.SlapdFixture;

/// Whoever edits is told what was done when the directory refuses the second of two steps.
class EntryEditorTest {
    private static final Optional<Secret> WEAK = Optional.of(Secret.of("123"));
    private static final UserId CAROL = new UserId("carol@example.test");
    private static final UserId NEW = new UserId("new@example.test");
    private static final String NEW_DN = "uid=new,ou=people," + SlapdFixture.BASE;

    private InMemoryDirectoryServer server;
    private LdapModule module;
    private UserEditor editor;
    private boolean deletes = true;

    @BeforeEach
    void start() throws Exception {
        var config = new InMemoryDirectoryServerConfig(SlapdFixture.BASE);
        config.setSchema(null);
        config.addInMemoryOperationInterceptor(new Strict());
        server = new InMemoryDirectoryServer(config);
        byte[] ldif = InMemoryContractTest.ldif().getBytes(StandardCharsets.UTF_8);
        int _ = server.importFromLDIF(true, new LDIFReader(new ByteArrayInputStream(ldif)));
        server.startListening();
        module =
                Settings.of("ldap://localhost:" + server.getListenPort())
                        .with("g_ldap_new_dn", "uid=%n,ou=people," + SlapdFixture.BASE)
                        .module();
        editor = module.editor();
    }

    @AfterEach
    void stop() {
        module.close();
        server.shutDown(true);
    }

    @Test
    void aPasswordThatIsRefusedAfterTheFactsWereChanged() {
        String told = refused(CAROL, Map.of("tohost", "be7"));
        assertTrue(told.contains("all but the password of uid=carol"), told);
        assertTrue(told.contains("too weak"), told);
        assertEquals("be7", editor.read(CAROL).orElseThrow().facts().get("tohost"));
    }

    @Test
    void aPasswordThatIsRefusedAlone() {
        String told = refused(CAROL, Map.of());
        assertTrue(told.contains("too weak") && !told.contains("changed"), told);
    }

    @Test
    void aNewUserWhosePasswordIsRefusedIsNotThere() throws LDAPException {
        String told = refused(NEW, Map.of());
        assertTrue(told.contains("too weak") && !told.contains("added"), told);
        assertNull(server.getEntry(NEW_DN));
    }

    @Test
    void aNewUserWhoIsLeftWithoutPassword() {
        deletes = false;
        String told = refused(NEW, Map.of());
        assertTrue(told.contains(NEW_DN + " was added without password"), told);
        assertTrue(told.contains("could not be deleted again"), told);
        assertTrue(told.contains("not yours") && told.contains("too weak"), told);
    }

    private String refused(UserId user, Map<String, String> facts) {
        Failure failure = assertThrows(Failure.class, () -> editor.write(user, WEAK, facts));
        return String.valueOf(failure.getMessage());
    }

    private final class Strict extends InMemoryOperationInterceptor {
        @Override
        public void processExtendedRequest(InMemoryInterceptedExtendedRequest request)
                throws LDAPException {
            throw new LDAPException(ResultCode.CONSTRAINT_VIOLATION, "too weak");
        }

        @Override
        public void processDeleteRequest(InMemoryInterceptedDeleteRequest request)
                throws LDAPException {
            if (!deletes) {
                throw new LDAPException(ResultCode.INSUFFICIENT_ACCESS_RIGHTS, "not yours");
            }
        }
    }
}
