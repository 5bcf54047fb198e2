package org.tohost.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldif.LDIFException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.Finding;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.UserId;

class EntryReaderTest {
    private static final String VERIFIER =
            "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$"
                    + "WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:"
                    + "wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=";

    private final Settings settings = Settings.of("ldap://localhost");

    @Test
    void fillsTheAccount() {
        Account account =
                account(
                        settings,
                        "mail: Ann@Example.Test",
                        "tohost: 2 be2.example.test",
                        "tohost: 10 be3",
                        "tohost: 1 be1",
                        "mailStatus: Active",
                        "mailQuota: 2 GiB",
                        "mailAccess: staff",
                        "mailAccess: vpn",
                        "mailForward: a@example.org",
                        "mailForward: b@example.org",
                        "authPassword: MD5$x$y",
                        "authPassword: " + VERIFIER);
        assertEquals(new UserId("ann@example.test"), account.user());
        assertEquals(List.of("be1", "be2.example.test", "be3"), account.tohost());
        assertEquals(Account.Status.OK, account.status());
        assertEquals(OptionalLong.of(2L << 30), account.quota());
        assertEquals(List.of("staff", "vpn"), account.access());
        assertEquals(
                List.of(MailAddress.parse("a@example.org"), MailAddress.parse("b@example.org")),
                account.forward());
        assertEquals(4096, account.scram().orElseThrow().iterations());
    }

    @Test
    void anEntryWithTheNameAloneIsEnough() {
        assertEquals(
                new Account(new UserId("ann@example.test"), List.of(), Account.Status.OK),
                account(settings, "mail: ann@example.test"));
    }

    @ParameterizedTest
    @CsvSource({"ok, OK", "PayDue, OK", "suspended, CLOSED", "512, CLOSED", "'ok,good', CLOSED"})
    void knowsGoodStatus(String value, Account.Status status) {
        assertEquals(status, account(settings, "mail: a@b.test", "mailStatus: " + value).status());
    }

    @Test
    void anyStatusMayBeGoodButSome() {
        Settings directory = settings.with("g_ldap_status_good", "*, !514, !66050");
        for (String open : List.of("512", "66048")) {
            assertEquals(Account.Status.OK, status(directory, open));
        }
        assertEquals(Account.Status.CLOSED, status(directory, "514"));
        assertEquals(Account.Status.CLOSED, status(directory, "512", "66050"));
    }

    @ParameterizedTest
    @CsvSource({"1024, 1048576", "2MiB, 2097152", "5000S, 5000", "'5000S,10C', 5000"})
    void countsQuotas(String value, long octets) {
        Settings kilobytes = settings.with("g_ldap_quota_unit", "1KiB");
        assertEquals(
                OptionalLong.of(octets),
                account(kilobytes, "mail: a@b.test", "mailQuota: " + value).quota());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "much", "-5", "99999999999 TiB", "1GB"})
    void aQuotaThatIsNoneIsNoLimit(String value) {
        assertEquals(
                OptionalLong.of(0),
                account(settings, "mail: a@b.test", "mailQuota: " + value).quota());
    }

    @Test
    void leavesOutWhatCannotBeRead() {
        Account account =
                account(
                        settings,
                        "mail: a@b.test",
                        "mailQuota: 1",
                        "mailQuota: 2",
                        "mailForward: nowhere",
                        "mailForward: c@b.test",
                        "authPassword: SCRAM-SHA-256$x");
        assertEquals(OptionalLong.of(0), account.quota());
        assertEquals(List.of(MailAddress.parse("c@b.test")), account.forward());
        assertTrue(account.scram().isEmpty());
    }

    @Test
    void whoTheUserIsMustBeClear() {
        assertInstanceOf(Finding.Unavailable.class, finding(settings, "o: x"));
        assertInstanceOf(Finding.Unavailable.class, finding(settings, "mail: x"));
        assertInstanceOf(
                Finding.Unavailable.class, finding(settings, "mail: a@b.test", "mail: c@b.test"));
    }

    @Test
    void readsNoMoreThanItIsTold() {
        LdapEntries less =
                settings.with("g_ldap_attr_quota", "")
                        .with("g_ldap_attr_forward", "")
                        .with("g_ldap_attr_access", "")
                        .with("g_ldap_attr_auth_password", "")
                        .with("g_ldap_attr_tohost", "mailHost")
                        .bind()
                        .entries();
        assertEquals(List.of("mail", "mailHost", "mailStatus"), List.of(less.attributes()));
    }

    private Account.Status status(Settings settings, String... values) {
        List<String> lines = new ArrayList<>(List.of("mail: a@b.test"));
        for (String value : values) {
            lines.add("mailStatus: " + value);
        }
        return account(settings, lines.toArray(String[]::new)).status();
    }

    private static Account account(Settings settings, String... lines) {
        return assertInstanceOf(Finding.Found.class, finding(settings, lines)).account();
    }

    private static Finding finding(Settings settings, String... lines) {
        List<String> ldif = new ArrayList<>(List.of("dn: uid=a,o=x"));
        ldif.addAll(List.of(lines));
        try {
            return new EntryReader(settings.bind().entries(), new Complaints(Clock.systemUTC()))
                    .read(new Entry(ldif.toArray(String[]::new)));
        } catch (LDIFException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
