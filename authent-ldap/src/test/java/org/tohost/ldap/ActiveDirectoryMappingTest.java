package org.tohost.ldap;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchResult;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultReference;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldif.LDIFReader;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tohost.common.authent.LookupResult;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.fixture.Programs;
import org.tohost.common.fixture.SlapdFixture;
import org.tohost.common.users.Users;

/// The example for Active Directory, against a server that, like it, takes a userPrincipalName for
/// a DN, and refers every search of the whole domain to the parts that are none of it.
class ActiveDirectoryMappingTest {
    private static final List<String> WITHOUT_USERS =
            List.of("CN=Configuration", "DC=DomainDnsZones", "DC=ForestDnsZones");

    private final List<String> parts = new CopyOnWriteArrayList<>(WITHOUT_USERS);
    private InMemoryDirectoryServer server;
    private Settings settings;

    @BeforeEach
    void start() throws Exception {
        var config = new InMemoryDirectoryServerConfig(SlapdFixture.BASE);
        config.setSchema(null);
        config.addInMemoryOperationInterceptor(new Domain());
        server = new InMemoryDirectoryServer(config);
        String ldif = "authent-ldap/src/test/resources/mapping/active-directory.ldif";
        int _ = server.importFromLDIF(true, new LDIFReader(Programs.source(ldif).toFile()));
        server.startListening();
        settings =
                Mapped.settings("active-directory", "ldap://localhost:" + server.getListenPort())
                        .with("g_ldap_base", SlapdFixture.BASE)
                        .with("g_ldap_bind_dn", "");
    }

    @AfterEach
    void stop() {
        server.shutDown(true);
    }

    @Test
    void bindsAsThePrincipalAndReadsItsEntry() {
        new Mapped(settings, OptionalLong.of(1L << 30)).check(user -> user + "@example.test", true);
    }

    @Test
    void nobodyStandsInThePartsThatHoldNoUsers() {
        try (Users users = settings.users()) {
            assertEquals(
                    new LookupResult.NoSuchUser(),
                    users.lookup(MailAddress.parse("nobody@other.test")));
        }
    }

    @Test
    void anotherDomainOfTheForestMayHoldTheUser() {
        parts.add("DC=child");
        try (Users users = settings.users()) {
            assertInstanceOf(
                    LookupResult.Unavailable.class,
                    users.lookup(MailAddress.parse("nobody@other.test")));
        }
    }

    private final class Domain extends InMemoryOperationInterceptor {
        @Override
        public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request)
                throws LDAPException {
            SimpleBindRequest bind = request.getRequest();
            var found =
                    server.search(
                            SlapdFixture.BASE,
                            SearchScope.SUB,
                            "(userPrincipalName=" + bind.getBindDN() + ")");
            if (found.getEntryCount() == 1) {
                String dn = requireNonNull(found.getSearchEntries()).getFirst().getDN();
                byte[] password = requireNonNull(bind.getPassword()).getValue();
                request.setRequest(new SimpleBindRequest(dn, password));
            }
        }

        @Override
        public void processSearchResult(InMemoryInterceptedSearchResult result) {
            if (result.getRequest().getScope().equals(SearchScope.SUB)) {
                parts.forEach(part -> refer(result, part + "," + SlapdFixture.BASE));
            }
        }

        private static void refer(InMemoryInterceptedSearchResult result, String dn) {
            String[] urls = {"ldap://elsewhere.test/" + dn};
            try {
                result.sendSearchReference(new SearchResultReference(urls, new Control[0]));
            } catch (LDAPException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
