package org.tohost.deploy.cluster;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.tohost.common.config.Role;
import org.tohost.common.fixture.SlapdFixture;
import org.tohost.common.run.Services;
import org.tohost.common.testing.Ports;
import org.tohost.common.tls.ClusterSecret;
import org.tohost.deploy.process.NodeFile;

/// A directory, a proxy and the back-ends `be1` and `be2`, all but the directory in this JVM. The
/// users `user0`, `user1` and so on, of `example.test` and with the password `secret`, are at
/// `be1`. There is no `be3`.
final class SmallCluster implements AutoCloseable {
    private static final String PEOPLE = "ou=people," + SlapdFixture.BASE;

    private final Path folder;
    private final Deque<Runnable> running = new ArrayDeque<>();
    private final Map<String, Integer> ports = new HashMap<>();
    private final SlapdFixture slapd;
    private final LDAPConnection operator;

    /// Starts all of it; `push` is the value of `g_ldap_push`.
    SmallCluster(Path folder, int users, String push) throws Exception {
        this.folder = folder;
        Path ldif = Files.writeString(folder.resolve("users.ldif"), ldif(users));
        Path data = Files.createDirectory(folder.resolve("slapd"));
        slapd = SlapdFixture.start(data, ldif, SlapdFixture.Options.usual().asProvider());
        running.push(slapd::close);
        operator =
                new LDAPConnection(
                        "127.0.0.1",
                        slapd.port(),
                        SlapdFixture.ADMIN_DN,
                        SlapdFixture.ADMIN_PASSWORD);
        running.push(operator::close);
        ClusterSecret.create(folder.resolve("cluster.secret"));
        Path password = Files.writeString(folder.resolve("ldap.password"), "let me read");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        try {
            start("be1", Role.BACKEND, push);
            start("be2", Role.BACKEND, push);
            start("proxy1", Role.PROXY, push);
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    private static String ldif(int users) {
        StringBuilder ldif = new StringBuilder(SlapdFixture.TREE);
        for (int i = 0; i < users; i++) {
            ldif.append(
                    """
                    dn: uid=user%1$d,ou=people,dc=tohost,dc=test
                    objectClass: inetOrgPerson
                    objectClass: tohostMailUser
                    uid: user%1$d
                    cn: User
                    sn: User
                    mail: user%1$d@example.test
                    tohost: be1
                    userPassword: secret

                    """
                            .formatted(i));
        }
        return ldif.toString();
    }

    private void start(String name, Role role, String push) throws Exception {
        String text = role == Role.PROXY ? proxy() : backend(name);
        Files.createDirectory(folder.resolve(name));
        Path file = Files.writeString(settings(name), text + common(name, role, push));
        NodeFile node = NodeFile.read(file, Map.of());
        Services services =
                node.process(role)
                        .orElseThrow(() -> new IllegalStateException(node.problems().toString()))
                        .services();
        services.start();
        running.push(services::close);
    }

    private String proxy() {
        return """
        g_proxy_warm_up "0s"
        g_proxy_listen service="imap" address="127.0.0.1:%d" tls="none"
        g_proxy_listen service="smtp" address="127.0.0.1:%d" tls="none"
        """
                .formatted(port("imap"), port("smtp"));
    }

    private String backend(String name) {
        return """
        g_backend_listen service="imap" address="127.0.0.1:%d" tls="none"
        g_backend_listen service="submission" address="127.0.0.1:%d" tls="none"
        g_backend_listen service="lmtp" address="127.0.0.1:%d" tls="none"
        g_store_segment_size "8MiB"
        g_queue_retry_first "5m"
        """
                .formatted(port(name + " imap"), port(name + " smtp"), port(name + " lmtp"));
    }

    private String common(String name, Role role, String push) {
        return """
        g_roles "%s"
        g_node_name "%s"
        g_home "."
        g_admin_listen "127.0.0.1:%d"
        g_cluster_nossl "true"
        g_cluster_allow "127.0.0.1"
        g_cluster_secret_file "../cluster.secret"
        g_ldap_url "%s"
        g_ldap_bind_dn "%s"
        g_ldap_bind_password_file "../ldap.password"
        g_ldap_base "%s"
        g_ldap_push "%s"
        %s%s%s
        vdomain name="example.test"
        """
                .formatted(
                        role.label(),
                        name,
                        Ports.free(),
                        slapd.url(),
                        SlapdFixture.SERVICE_DN,
                        PEOPLE,
                        push,
                        place("be1"),
                        place("be2"),
                        place("be3"));
    }

    private String place(String name) {
        return """
        g_proxy_backend host="%s" address="127.0.0.1" imap="%d" smtp="%d" lmtp="%d"
        """
                .formatted(name, port(name + " imap"), port(name + " smtp"), port(name + " lmtp"));
    }

    private int port(String name) {
        return ports.computeIfAbsent(name, _ -> Ports.free());
    }

    /// {@return the settings of a node}
    Path settings(String node) {
        return folder.resolve(node).resolve("tohost.ini");
    }

    /// {@return the address of a user}
    static String user(int number) {
        return "user" + number + "@example.test";
    }

    /// Moves a user, as an operator does in the directory.
    void move(int user, String tohost) throws LDAPException {
        operator.modify(
                "uid=user" + user + "," + PEOPLE,
                new Modification(ModificationType.REPLACE, "tohost", tohost));
    }

    /// {@return a client of IMAP at the proxy that has logged in}
    Talk logIn(int user) throws IOException {
        Talk talk = new Talk(port("imap"));
        talk.line();
        talk.ok("LOGIN " + user(user) + " secret");
        return talk;
    }

    /// {@return the proxy's answer to these octets as name and password, from a client of IMAP; BYE
    /// if it wants to hear no more}
    String tryLogIn(byte[] name, byte[] password) throws IOException {
        try (Talk talk = new Talk(port("imap"))) {
            talk.line();
            talk.logIn(name, password);
            String line = talk.line();
            while (line.startsWith("* ") && !line.startsWith("* BYE")) {
                line = talk.line();
            }
            return line;
        }
    }

    /// Hands a message for a user to the proxy, as another server does.
    void mail(int user) throws IOException {
        try (Talk talk = new Talk(port("smtp"))) {
            talk.line();
            talk.say("HELO client.example.com", "250");
            talk.say("MAIL FROM:<carol@example.com>", "250");
            talk.say("RCPT TO:<" + user(user) + ">", "250");
            talk.say("DATA", "354");
            talk.say("Subject: hello\r\n\r\nthere\r\n.", "250");
        }
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            running.pop().run();
        }
    }
}
