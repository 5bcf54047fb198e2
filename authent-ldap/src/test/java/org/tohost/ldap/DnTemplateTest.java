package org.tohost.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.authent.LoginName;
import org.tohost.common.failure.Failure;
import org.tohost.common.testing.Seeded;

class DnTemplateTest {
    @Test
    void putsTheWordsIntoTheValues() {
        DnTemplate template = DnTemplate.parse("uid=%n+o=x%d,ou=%d,dc=example,dc=net");
        assertTrue(template.varies());
        assertEquals("dc=example,dc=net", template.fixed().toString());
        assertEquals(
                new DN(
                        new RDN(new String[] {"uid", "o"}, new String[] {"a,b", "xb.test"}),
                        new RDN("ou", "b.test"),
                        new RDN("dc", "example"),
                        new RDN("dc", "net")),
                template.dn(name("a,b@b.test")).orElseThrow());
    }

    @Test
    void aWordThatStandsForNothingIsNobody() {
        assertEquals(Optional.empty(), DnTemplate.parse("uid=%n,ou=%d,o=x").dn(name("ann")));
        assertEquals(
                Optional.of("uid=ann,o=x"),
                DnTemplate.parse("uid=%n,o=x").dn(name("ann")).map(DN::toString));
    }

    @Test
    void withoutWordsItIsTheSameForAll() throws Exception {
        DnTemplate template = DnTemplate.parse("ou=100%%,dc=example");
        assertFalse(template.varies());
        assertEquals(new DN("ou=100%%,dc=example"), template.fixed());
        assertEquals(Optional.of(template.fixed()), template.dn(name("ann")));
    }

    @Test
    void noNamePointsElsewhere() {
        DnTemplate template = DnTemplate.parse("uid=%u,ou=%n,dc=x");
        Seeded.check(
                2_000,
                dice -> {
                    String text = "x" + dice.text("ab,=+<>#;\\\" \0%u\u00e4", 12);
                    DN dn = template.dn(new SearchName(text, text, "")).orElseThrow();
                    DN read = new DN(dn.toString());
                    assertEquals(3, read.getRDNs().length);
                    assertEquals(
                            List.of(text, text, "x"),
                            List.of(
                                    read.getRDNs()[0].getAttributeValues()[0],
                                    read.getRDNs()[1].getAttributeValues()[0],
                                    read.getRDNs()[2].getAttributeValues()[0]));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "people", "%u", "%u=x,dc=y", "=x"})
    void refusesWhatIsNoName(String text) {
        assertThrows(Failure.Syntax.class, () -> DnTemplate.parse(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "uid=%n,o=x ann@b.test uid=ann,o=x",
                "uid=%n,o=x ann,o=y@b.test uid=ann\\,o\\=y,o=x",
                "%u ann@b.test ann@b.test",
                "B\\%n ann@b.test B\\ann",
                "%n@corp.test ann@b.test ann@corp.test"
            })
    void makesNamesToBindAs(String template, String login, String expected) {
        String made = BindName.parse(template).of(name(login)).orElseThrow();
        assertTrue(made.equals(expected) || same(made, expected), made);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {"%u cn=admin,o=x", "%n cn=admin@b.test", "%n@%d ann"})
    void makesNoNameThatIsSomebodyElses(String template, String login) {
        assertEquals(Optional.empty(), BindName.parse(template).of(name(login)));
    }

    private static boolean same(String one, String other) {
        try {
            return DN.equals(one, other);
        } catch (LDAPException e) {
            return false;
        }
    }

    private static SearchName name(String login) {
        return SearchName.of(new LoginName(login)).orElseThrow();
    }
}
