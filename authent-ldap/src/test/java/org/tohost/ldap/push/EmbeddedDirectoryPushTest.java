package org.tohost.ldap.push;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.tohost.common.fixture.Programs;
import org.tohost.common.fixture.SlapdFixture;
import org.tohost.ldap.EmbeddedDirectory;

/// The directory of the demo, which tells nothing by itself.
class EmbeddedDirectoryPushTest {
    @Test
    void isAskedAgainAndAgain() throws Exception {
        String ldif =
                Files.readString(Programs.source("authent-ldap/src/test/resources/contract.ldif"));
        try (var directory = EmbeddedDirectory.start(SlapdFixture.BASE, ldif, 0);
                var listening = Listening.to(PushMode.AUTO, directory.port());
                var operator = new LDAPConnection("127.0.0.1", directory.port())) {
            listening.changes().awaits("missed");
            assertEquals("poll", listening.state().way());
            operator.bind(SlapdFixture.SERVICE_DN, "let me read");
            String carol = "uid=carol," + Listening.PEOPLE;
            operator.modify(carol, new Modification(ModificationType.REPLACE, "tohost", "be9"));
            listening.changes().awaits(carol + " carol@example.test");
        }
    }
}
