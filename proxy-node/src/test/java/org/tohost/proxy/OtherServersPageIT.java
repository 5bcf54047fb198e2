package org.tohost.proxy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.config.Backends;
import org.tohost.common.config.Problems;
import org.tohost.common.config.Setting;
import org.tohost.common.config.SettingsBinder;
import org.tohost.common.config.SettingsFile;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Service;
import org.tohost.common.fixture.DovecotFixture;
import org.tohost.common.fixture.Programs;
import org.tohost.proxy.fixture.CyrusFixture;
import org.tohost.proxy.fixture.Hosts;
import org.tohost.proxy.fixture.TestProxy;
import org.tohost.proxy.fixture.Wire;

/// The recipes of `docs/other-servers.md` as they stand there, but for ports and addresses.
final class OtherServersPageIT {
    private static final Pattern FENCED = Pattern.compile("```\n(.*?)```", Pattern.DOTALL);

    @TempDir Path folder;

    record Default(@Setting(name = "g_proxy_default", doc = "") NodeId node) {}

    /// What stands between fences below this heading.
    private static List<String> blocks(String heading) throws Exception {
        String page = Files.readString(Programs.source("docs/other-servers.md"));
        String section = page.split("\n## " + Pattern.quote(heading) + "\n", 2)[1];
        Matcher matcher = FENCED.matcher(section.split("\n## ", 2)[0]);
        return matcher.results().map(result -> result.group(1)).toList();
    }

    /// Logs in at a proxy with these settings, whose back-ends are on loopback at these ports.
    private void logsIn(TestProxy proxy, String settings, String ports) throws Exception {
        String here =
                settings.replaceAll(
                        "(?m)^(g_proxy_backend .*)$", "$1 address=\"127.0.0.1\" " + ports);
        Problems problems = new Problems();
        SettingsFile file =
                SettingsFile.parse(folder.resolve("tohost.ini"), here, Map.of(), problems);
        var backends = SettingsBinder.bind(Backends.class, file, problems);
        var fallback = SettingsBinder.bind(Default.class, file, problems);
        assertTrue(problems.isEmpty(), problems.toString());
        backends.orElseThrow().addresses().forEach(proxy::line);
        proxy.users().with("alice@example.test");
        try (Wire client =
                proxy.fallback(fallback.orElseThrow().node()).start().plain(Service.IMAP)) {
            client.line();
            client.send("a LOGIN alice@example.test s3cret\n");
            String answer = client.line();
            while (answer.startsWith("* ")) {
                answer = client.line();
            }
            assertTrue(answer.startsWith("a OK "), answer);
        }
    }

    private void dovecot(String heading) throws Exception {
        List<String> recipe = blocks(heading);
        Hosts.secret(folder.resolve("dovecot.secret"), "pr0xy");
        try (TestProxy proxy = new TestProxy(folder, false);
                DovecotFixture dovecot =
                        DovecotFixture.start(
                                folder.resolve("dovecot"), proxy.ca(), recipe.get(1))) {
            String ports =
                    "imap=\"%d\" pop3=\"%d\" ca_file=\"public.crt\" tls_name=\"localhost\""
                            .formatted(dovecot.imaps, dovecot.pop3s);
            logsIn(proxy, recipe.getFirst(), ports);
        }
    }

    @Test
    void dovecotInThreeLines() throws Exception {
        dovecot("Dovecot in three lines");
    }

    @Test
    void dovecotByMasterUser() throws Exception {
        dovecot("Without the user's password: a master user");
    }

    @Test
    void cyrus() throws Exception {
        Hosts.secret(folder.resolve("cyrus.secret"), "pr0xy");
        try (TestProxy proxy = new TestProxy(folder, false);
                CyrusFixture cyrus = CyrusFixture.start(folder)) {
            String settings =
                    blocks("Cyrus").getFirst().replace("tohost@example.net", "tohost@example.test");
            logsIn(proxy, settings, "tls=\"none\" imap=\"%d\"".formatted(cyrus.imap));
        }
    }
}
