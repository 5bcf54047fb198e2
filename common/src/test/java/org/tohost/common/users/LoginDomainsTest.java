package org.tohost.common.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tohost.common.authent.LoginName;
import org.tohost.common.config.MatchList;
import org.tohost.common.failure.Failure;

final class LoginDomainsTest {
    private static final LoginDomains DOMAINS =
            new LoginDomains(
                    List.of(
                            line("192.0.2.1", "mail.example.net", "", "both.example"),
                            line("", "*.example.org", "", "sni.example"),
                            line("", "", "*@corp.example, pc?.corp.example", "corp.example"),
                            line("192.0.2.1-9, 2001:db8::/32", "", "", "Address.Example"),
                            line("", "*", "", "anysni.example")));

    private static LoginDomain line(String address, String sni, String certificate, String domain) {
        return new LoginDomain(
                MatchList.parse(address),
                MatchList.parse(sni),
                MatchList.parse(certificate),
                domain);
    }

    private static String complete(String name, String address, String sni, String... certificate) {
        Entrance entrance = new Entrance(address, sni, List.of(certificate));
        return DOMAINS.complete(new LoginName(name), () -> entrance).text();
    }

    @Test
    void theFirstLineThatFitsCounts() {
        assertEquals("a@both.example", complete("a", "192.0.2.1", "MAIL.example.net"));
        assertEquals("a@sni.example", complete("a", "192.0.2.1", "imap.example.org"));
        assertEquals("a@corp.example", complete("a", "192.0.2.1", "", "x", "b@corp.example"));
        assertEquals("a@corp.example", complete("a", "10.0.0.1", "x", "pc7.corp.example"));
        assertEquals("a@address.example", complete("a", "192.0.2.9", "mail.example.net"));
        assertEquals("a@address.example", complete("a", "2001:db8:0:0:0:0:0:1", ""));
        assertEquals("a@anysni.example", complete("a", "10.0.0.1", "x"));
    }

    @Test
    void whatNoLineFitsStaysAsItIs() {
        assertEquals("a", complete("a", "10.0.0.1", ""));
        assertEquals("a", complete("a", "10.0.0.1", "", "x"));
    }

    @Test
    void aNameWithADomainKeepsIt() {
        assertEquals("a@b.example", complete("A@b.example", "192.0.2.1", "imap.example.org"));
        assertEquals("a@", complete("a@", "192.0.2.1", ""));
    }

    @Test
    void aNameThatWouldBecomeTooLongStaysAsItIs() {
        String name = "a".repeat(310);
        assertEquals(name, complete(name, "192.0.2.1", ""));
    }

    @Test
    void aLineNeedsADomain() {
        assertThrows(Failure.Syntax.class, () -> line("", "", "", ""));
        assertThrows(Failure.Syntax.class, () -> line("", "", "", "not a domain"));
    }
}
