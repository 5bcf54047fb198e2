package org.tohost.common.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.authent.Account;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Outage;
import org.tohost.common.fixture.UsersFixture;

class AccessGroupsTest {
    private static final String GROUPS =
            """
            g_access_group group="free" access_pop="192.0.2.9" access_imap="*,!192.0.2.7" access_smtp=""
            g_access_group group="office" access_pop="10.0.0-9.*, fd00::/8" access_incoming="10.*.*.*"
            """;
    private static final String WITH_DEFAULT = GROUPS + "g_access_group_default \"Free\"\n";

    private static AccessGroups groups(String settings) {
        return UsersFixture.bind(AccessGroups.class, settings);
    }

    private static Account inGroups(String... groups) {
        return new Account(
                new UserId("fred@example.test"),
                List.of(),
                Account.Status.OK,
                List.of(groups),
                OptionalLong.empty(),
                List.of(),
                Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "free, POP3, 192.0.2.9, true",
        "FREE, POP3, 192.0.2.8, false",
        "free, IMAP, 192.0.2.8, true",
        "free, IMAP, 192.0.2.7, false",
        "free, SUBMISSION, 192.0.2.9, false", // an empty list: from nowhere
        "free, SMTP, 192.0.2.9, false",
        "office, POP3, 10.0.9.1, true",
        "office, POP3, 10.0.10.1, false",
        "office, POP3, fd00::1, true",
        "office, IMAP, 192.0.2.7, true", // no list: from everywhere
        "office, SUBMISSION, 2001:db8::1, true"
    })
    void aListForEachService(String group, Service service, String address, boolean allowed) {
        assertEquals(allowed, groups(GROUPS).admits(inGroups(group), service, address));
    }

    @Test
    void oneOfSeveralGroupsIsEnough() {
        Account both = inGroups("free", "office");
        assertTrue(groups(GROUPS).admits(both, Service.POP3, "192.0.2.9"));
        assertTrue(groups(GROUPS).admits(both, Service.POP3, "10.0.0.1"));
        assertFalse(groups(GROUPS).admits(both, Service.POP3, "192.0.2.1"));
    }

    @Test
    void whoIsInNoGroupIsInTheDefaultOne() {
        assertFalse(groups(WITH_DEFAULT).admits(inGroups(), Service.POP3, "192.0.2.1"));
        assertTrue(groups(WITH_DEFAULT).admits(inGroups("office"), Service.POP3, "10.0.0.1"));
        assertFalse(groups(WITH_DEFAULT).admits(inGroups("office"), Service.POP3, "192.0.2.9"));
        assertTrue(groups(GROUPS).admits(inGroups(), Service.POP3, "192.0.2.1"));
        assertTrue(groups("").admits(inGroups(), Service.POP3, ""));
    }

    @Test
    void anAddressThatIsNotKnownIsInNoRange() {
        assertFalse(groups(GROUPS).admits(inGroups("free"), Service.POP3, ""));
        assertTrue(groups(GROUPS).admits(inGroups("free"), Service.IMAP, ""));
    }

    @Test
    void decidesFromWhereMailIsTaken() {
        assertTrue(groups(GROUPS).acceptsMail(inGroups("office"), "10.1.2.3"));
        assertFalse(groups(GROUPS).acceptsMail(inGroups("office"), "192.0.2.1"));
        assertTrue(groups(GROUPS).acceptsMail(inGroups("free"), "192.0.2.1"));
        assertTrue(groups(GROUPS).acceptsMail(inGroups(), "192.0.2.1"));
    }

    @Test
    void aGroupThatIsNotDefinedIsAnOperatorsErrorAndNoAnswer() {
        Failure.Unavailable wrong =
                assertThrows(
                        Failure.Unavailable.class,
                        () -> groups(GROUPS).admits(inGroups("frei"), Service.IMAP, "::1"));
        assertEquals(Outage.MISCONFIGURED, wrong.outage());
        assertThrows(Failure.Unavailable.class, () -> groups("").acceptsMail(inGroups("x"), "::1"));
        assertTrue(groups(GROUPS).admits(inGroups("x", "free"), Service.IMAP, "::1"));
        assertThrows(
                Failure.Unavailable.class,
                () -> groups(GROUPS).admits(inGroups("x", "free"), Service.POP3, "::1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "g_access_group_default \"nobody\"",
                "g_access_group group=\"\"",
                "g_access_group group=\"a,b\"",
                "g_access_group group=\"a\"\ng_access_group group=\"A\"",
                "g_access_group group=\"a\" access_pop=\"10.0.0.300-1\""
            })
    void refusesSettingsThatMeanNothing(String settings) {
        assertThrows(IllegalArgumentException.class, () -> groups(settings));
    }
}
