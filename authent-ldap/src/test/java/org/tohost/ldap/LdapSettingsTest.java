package org.tohost.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.config.Problems;
import org.tohost.common.config.SettingsBinder;
import org.tohost.common.config.SettingsFile;
import org.tohost.common.failure.Failure;

class LdapSettingsTest {
    @Test
    void twoLinesAreEnough() {
        Problems problems = new Problems();
        SettingsFile file =
                file(
                        """
                        g_ldap_url "ldap://ldap.example.net"
                        g_ldap_base "ou=people,dc=example,dc=net"
                        """,
                        problems);
        LdapServers servers = SettingsBinder.bind(LdapServers.class, file, problems).orElseThrow();
        LdapSettings settings = LdapSettings.bind(file, problems).orElseThrow();
        assertEquals(List.of(new LdapUrl(false, "ldap.example.net", 389)), servers.urls());
        assertEquals(Duration.ofSeconds(5), servers.timeout());
        assertEquals("(mail=%u)", settings.lookup().loginFilter().toString());
        assertEquals("cn=unknown,ou=people,dc=example,dc=net", settings.unknown());
        assertEquals(CheckMode.SEARCH, settings.check().mode());
        assertTrue(problems.isEmpty());
    }

    @Test
    void tellsAllProblemsWithTheirLines() {
        Problems problems = new Problems();
        SettingsFile file =
                file(
                        """
                        g_ldap_url "http://ldap.example.net"
                        g_ldap_base "people"
                        g_ldap_filter "(mail=alice)"
                        """,
                        problems);
        assertEquals(Optional.empty(), LdapSettings.bind(file, problems));
        List<String> lines = problems.toString().lines().toList();
        assertEquals(3, lines.size());
        assertTrue(lines.get(0).contains("tohost.ini:1: g_ldap_url: "), lines.get(0));
        assertTrue(lines.get(1).contains("tohost.ini:2: g_ldap_base: "), lines.get(1));
        assertTrue(lines.get(2).contains("tohost.ini:3: g_ldap_filter: "), lines.get(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ldap://one.example.net:1389",
                "ldaps://one.example.net:636",
                "ldap://[::1]:389",
                "ldap://127.0.0.1:10389"
            })
    void readsUrls(String url) {
        assertEquals(url, LdapUrl.parse(url).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ldap",
                "ldap://",
                "http://x",
                "ldapi://%2ftmp%2fldapi",
                "ldap://x/dc=example,dc=net",
                "ldap://x/??sub?(mail=a)",
                "ldap://x:0",
                "ldap://x:70000"
            })
    void refusesOtherUrls(String url) {
        assertThrows(Failure.Syntax.class, () -> LdapUrl.parse(url));
    }

    private static SettingsFile file(String text, Problems problems) {
        return SettingsFile.parse(Path.of("tohost.ini"), text, Map.of(), problems);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "g_ldap_filter; (o=%d)",
                "g_ldap_login_filter; (o=%d)",
                "g_ldap_catchall_filter; (mail=%n)",
                "g_ldap_base; %u",
                "g_ldap_scope; tree",
                "g_ldap_check; direct",
                "g_ldap_check_dn; cn=admin",
                "g_ldap_attr_user; a b",
                "g_ldap_attr_user; ''",
                "g_ldap_status_good; 'ok,,good'",
                "g_ldap_quota_unit; 0B"
            })
    void refusesWhatCannotWork(String name, String value) {
        Problems problems = new Problems();
        String base = name.equals("g_ldap_base") ? "" : "g_ldap_base \"o=x\"";
        String text = "g_ldap_url \"ldap://a\"\n%s \"%s\"\n%s".formatted(name, value, base);
        SettingsFile file = file(text, problems);
        assertEquals(Optional.empty(), LdapSettings.bind(file, problems));
        assertTrue(problems.toString().contains("tohost.ini:2: " + name + ": "), name);
    }
}
