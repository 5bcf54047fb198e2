package org.tohost.ldap;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldif.LDIFReader;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.tohost.common.fixture.Programs;
import org.tohost.common.fixture.SlapdFixture;

/// The example for Active Directory, against a server that, like it, takes a userPrincipalName for
/// a DN.
class ActiveDirectoryMappingTest {
    private final AtomicReference<InMemoryDirectoryServer> server = new AtomicReference<>();

    @Test
    void bindsAsThePrincipalAndReadsItsEntry() throws Exception {
        var config = new InMemoryDirectoryServerConfig(SlapdFixture.BASE);
        config.setSchema(null);
        config.addInMemoryOperationInterceptor(new Principals());
        var directory = new InMemoryDirectoryServer(config);
        server.set(directory);
        String ldif = "authent-ldap/src/test/resources/mapping/active-directory.ldif";
        int _ = directory.importFromLDIF(true, new LDIFReader(Programs.source(ldif).toFile()));
        directory.startListening();
        try {
            String url = "ldap://localhost:" + directory.getListenPort();
            Settings settings =
                    Mapped.settings("active-directory", url)
                            .with("g_ldap_base", SlapdFixture.BASE)
                            .with("g_ldap_bind_dn", "");
            new Mapped(settings, OptionalLong.of(1L << 30))
                    .check(user -> user + "@example.test", true);
        } finally {
            directory.shutDown(true);
        }
    }

    private final class Principals extends InMemoryOperationInterceptor {
        @Override
        public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request)
                throws LDAPException {
            SimpleBindRequest bind = request.getRequest();
            var found =
                    server.get()
                            .search(
                                    SlapdFixture.BASE,
                                    SearchScope.SUB,
                                    "(userPrincipalName=" + bind.getBindDN() + ")");
            if (found.getEntryCount() == 1) {
                String dn = requireNonNull(found.getSearchEntries()).getFirst().getDN();
                byte[] password = requireNonNull(bind.getPassword()).getValue();
                request.setRequest(new SimpleBindRequest(dn, password));
            }
        }
    }
}
