package org.tohost.ldap.push;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tohost.common.domain.UserId;

class WatchedTest {
    @Test
    void watchesNothingTwice() throws Exception {
        DN top = new DN("dc=example,dc=net");
        DN people = new DN("ou=people,DC=example,dc=net");
        DN other = new DN("o=other");
        assertEquals(
                List.of(top, other),
                new Watched(List.of(people, top, other, people), "mail").bases());
    }

    @Test
    void saysWhoStandsInAnEntryOnlyIfThatIsClear() throws Exception {
        Watched watched = new Watched(List.of(), "mail");
        assertEquals(
                Optional.of(new UserId("alice@example.test")),
                watched.user(new Entry("dn: uid=a", "Mail: Alice@Example.Test")));
        assertEquals(Optional.empty(), watched.user(new Entry("dn: uid=a", "uid: a")));
        assertEquals(Optional.empty(), watched.user(new Entry("dn: uid=a", "mail: nothing")));
        assertEquals(
                Optional.empty(),
                watched.user(new Entry("dn: uid=a", "mail: a@b.test", "mail: c@b.test")));
    }
}
