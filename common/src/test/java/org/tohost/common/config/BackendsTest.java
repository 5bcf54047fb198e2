package org.tohost.common.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Service;

class BackendsTest {
    private static Backends backends(String file) {
        Problems problems = new Problems();
        SettingsFile parsed = SettingsFile.parse(Path.of("tohost.ini"), file, Map.of(), problems);
        return SettingsBinder.bind(Backends.class, parsed, problems).orElseThrow();
    }

    @Test
    void theFirstLineThatMatchesCounts() {
        Backends backends =
                backends(
                        """
                        g_proxy_backend host="be1" address="127.0.0.1" imap="1993" lmtp="1024"
                        g_proxy_backend host="be*,!be9"
                        """);
        NodeId be1 = new NodeId("be1");
        assertEquals(
                Optional.of(new Endpoint("127.0.0.1", 1993)), backends.find(be1, Service.IMAP));
        assertEquals(
                Optional.of(new Endpoint("127.0.0.1", 1024)), backends.find(be1, Service.LMTP));
        assertEquals(
                Optional.of(new Endpoint("be2", 465)),
                backends.find(new NodeId("be2"), Service.SUBMISSION));
        assertEquals(Optional.empty(), backends.find(new NodeId("be9"), Service.IMAP));
        assertEquals(Optional.empty(), backends.find(new NodeId("mail"), Service.IMAP));
    }

    @Test
    void aNameThatNoNodeCanHaveIsAProblem() {
        Problems problems = new Problems();
        String line = "g_proxy_backend host=\"be1,b\u00e9\"";
        SettingsFile parsed = SettingsFile.parse(Path.of("tohost.ini"), line, Map.of(), problems);
        assertTrue(SettingsBinder.bind(Backends.class, parsed, problems).isEmpty());
        assertTrue(
                problems.toString().startsWith("tohost.ini:1: g_proxy_backend: not a host name"));
    }

    @Test
    void domainsAreOursWhateverTheirCase() {
        LocalDomains domains = LocalDomains.of(List.of(new VirtualDomain("", "Example.NET")));
        assertTrue(domains.contains("example.net"));
        assertTrue(domains.contains("EXAMPLE.net"));
        assertFalse(domains.contains("sub.example.net"));
    }
}
