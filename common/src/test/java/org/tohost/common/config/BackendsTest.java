package org.tohost.common.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.Service;
import org.tohost.common.testing.TestCa;
import org.tohost.common.tls.KeyPins;

class BackendsTest {
    @TempDir Path folder;

    private static Backends backends(String file) {
        Problems problems = new Problems();
        SettingsFile parsed = SettingsFile.parse(Path.of("tohost.ini"), file, Map.of(), problems);
        return SettingsBinder.bind(Backends.class, parsed, problems)
                .orElseThrow(() -> new AssertionError(problems.toString()));
    }

    private static String problems(String file) {
        Problems problems = new Problems();
        SettingsFile parsed = SettingsFile.parse(Path.of("tohost.ini"), file, Map.of(), problems);
        assertTrue(SettingsBinder.bind(Backends.class, parsed, problems).isEmpty());
        return problems.toString();
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
        assertTrue(
                problems("g_proxy_backend host=\"be1,b\u00e9\"")
                        .startsWith("tohost.ini:1: g_proxy_backend: not a host name"));
    }

    @Test
    void serversOfAnotherMakeAreSpokenToAsTheyWantIt() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "pr0xy\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        TestCa ca = TestCa.create(folder);
        String pin = KeyPins.of(ca.publicIdentity().chain().getFirst());
        Backends backends =
                backends(
                        """
                        g_proxy_backend host="dove" login="password" pin="%s, %s"
                        g_proxy_backend host="cyrus" login="master" master_user="proxy"
                        """
                                        .formatted(pin, "A".repeat(43) + "=")
                                        .stripTrailing()
                                + " master_password_file=\"%s\" names=\"local\"".formatted(secret)
                                + " tls=\"starttls\" ca_file=\"%s\" forward=\"proxy\" pop3=\"1110\" smtp=\"25\""
                                        .formatted(folder.resolve("public.crt")));
        NodeId dove = new NodeId("dove");
        BackendAddress line = backends.line(dove).orElseThrow();
        assertEquals(993, line.endpoint(dove, Service.IMAP).port());
        assertTrue(line.serves(Service.IMAP));
        assertFalse(line.serves(Service.SUBMISSION) || line.serves(Service.SMTP));
        assertEquals(BackendTls.Mode.IMPLICIT, line.tls(Service.IMAP));
        assertEquals(BackendTls.Mode.STARTTLS, line.tls(Service.SMTP));
        X509Certificate certificate = ca.publicIdentity().chain().getFirst();
        assertTrue(line.tls().pins().orElseThrow().hold(certificate));
        NodeId cyrus = new NodeId("cyrus");
        BackendAddress other = backends.line(cyrus).orElseThrow();
        assertEquals(143, other.endpoint(cyrus, Service.IMAP).port());
        assertTrue(other.serves(Service.SMTP) && !other.serves(Service.SUBMISSION));
        assertEquals(1110, other.endpoint(cyrus, Service.POP3).port());
        assertEquals(Secret.of("pr0xy"), other.login().password().orElseThrow().secret());
        assertFalse(other.toString().contains("pr0xy"));
        assertEquals(
                certificate, other.tls().authorities().orElseThrow().certificates().getFirst());
    }

    @Test
    void whatDoesNotGoTogetherIsToldOfEveryLineAtOnce() {
        assertEquals(
                """
                tohost.ini:1: g_proxy_backend login: "pasword": none of ticket, password, master\
                 (did you mean password?)
                tohost.ini:1: g_proxy_backend pin: "abc": not the SHA-256 of a public key in Base64\
                 (44 characters), or several with commas between
                tohost.ini:2: g_proxy_backend: login="master" needs master_user and\
                 master_password_file
                tohost.ini:3: g_proxy_backend: tls="cluster" is for back-ends of ours, by\
                 login="ticket"
                tohost.ini:4: g_proxy_backend: tls, ca_file, tls_name and pin are for servers of\
                 another make: say login="password" or login="master" too
                tohost.ini:5: g_proxy_backend: ca_file, tls_name and pin go with tls="starttls" or\
                 tls="implicit"
                tohost.ini:6: g_proxy_backend: a port is a number from 1 to 65535, or 0 for the usual\
                 one
                tohost.ini:6: g_proxy_backend: master_... go with login="master"
                tohost.ini:7: g_proxy_backend: names and forward go with login="password" or\
                 login="master": a ticket says it all\
                """,
                problems(
                        """
                        g_proxy_backend host="a" login="pasword" pin="abc"
                        g_proxy_backend host="b" login="master"
                        g_proxy_backend host="c" login="password" tls="cluster"
                        g_proxy_backend host="d" tls="none"
                        g_proxy_backend host="e" login="password" tls="none" tls_name="mail"
                        g_proxy_backend host="f" login="password" imap="70000" master_user="x"
                        g_proxy_backend host="g" forward="proxy"
                        """));
    }

    @Test
    void aHostThatWantsPasswordsIsNotServedWithout() {
        String other = "g_proxy_backend host=\"be1\"\n";
        String wants = "g_proxy_backend host=\"dove*\" login=\"password\"";
        assertEquals(
                Optional.of(
                        "g_proxy_backend host=\"dove*\" wants the user's password, which is not had"
                                + " by SCRAM-SHA-256, EXTERNAL"),
                backends(other + wants).unserved(List.of("SCRAM-SHA-256", "EXTERNAL")));
        assertEquals(Optional.empty(), backends(other + wants).unserved(List.of()));
        assertEquals(Optional.empty(), backends(other).unserved(List.of("EXTERNAL")));
    }

    @Test
    void domainsAreOursWhateverTheirCase() {
        LocalDomains domains = LocalDomains.of(List.of(new VirtualDomain("", "Example.NET")));
        assertTrue(domains.contains("example.net"));
        assertTrue(domains.contains("EXAMPLE.net"));
        assertFalse(domains.contains("sub.example.net"));
    }
}
