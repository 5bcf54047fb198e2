package org.tohost.common.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnownSettingsTest {
    record DomainSettings(@Setting(name = "quota", def = "1GiB", doc = "Space.") ByteSize quota) {}

    private final KnownSettings known =
            new KnownSettings(
                    List.of(NodeSettings.class, ClusterSettings.class, Backends.class),
                    List.of(VirtualDomain.class, DomainSettings.class),
                    Map.of("g_mail_folder", "use g_home"));

    @Test
    void unknownNamesAreToldWithTheNameThatWasMeant() {
        Problems problems = new Problems();
        SettingsFile file =
                SettingsFile.parse(
                        Path.of("tohost.ini"),
                        """
                        g_node_name "be1"
                        g_proxy_defualt "be1"
                        g_mail_folder "/srv"
                        quota "1"
                        something "else"
                        vdomain name="example.net"
                        qouta "1"
                        quota "1"
                        g_home "/srv"
                        """,
                        Map.of("TOHOST_G_HMOE", "/x", "TOHOST_G_HOME", "/y", "TOHOST_JAVA", "z"),
                        problems);
        known.check(file, problems);
        assertEquals(
                """
                tohost.ini:2: g_proxy_defualt: unknown setting (did you mean g_proxy_default?)
                tohost.ini:3: g_mail_folder: no longer in use: use g_home
                tohost.ini:4: quota: belongs into the section of a vdomain
                tohost.ini:5: something: unknown setting
                tohost.ini:7: qouta: unknown setting (did you mean quota?)
                tohost.ini:9: g_home: is for the whole node: it belongs above the first vdomain
                TOHOST_G_HMOE: g_hmoe: unknown setting (did you mean g_home?)\
                """
                        .stripIndent(),
                problems.toString());
    }

    @Test
    void thePageShowsEverySettingWithItsDefault() {
        String page = SettingsPage.of(known);
        assertTrue(page.contains("\n## Cluster\n"));
        assertTrue(page.contains("\n## Back-ends\n"));
        assertTrue(page.contains("### `g_node_name`\n"));
        assertTrue(page.contains("Value: node name. Default: none, it must be set.\n"));
        assertTrue(page.contains("Value: host:port. Default: `\"127.0.0.1:9025\"`.\n"));
        assertTrue(page.contains("Value: secret file, repeatable. Default: none.\n"));
        assertTrue(page.contains("Value: `true` or `false`. Default: `\"false\"`.\n"));
        assertTrue(page.contains("Value: match list. Default: empty.\n"));
        assertTrue(page.contains("Value: node name. Default: not set.\n"));
        assertTrue(page.contains("| `imap` | number | `\"0\"` | Port for IMAP"));
        assertTrue(page.contains("| `name` | text | empty | The domain behind the `@`. |\n"));
        assertTrue(page.contains("### `quota`\n\nSpace.\n\nValue: size. Default: `\"1GiB\"`.\n"));
    }
}
