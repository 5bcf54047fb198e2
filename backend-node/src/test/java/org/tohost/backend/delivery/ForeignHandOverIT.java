package org.tohost.backend.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.backend.store.QueueEntry;
import org.tohost.backend.testing.MailClient;
import org.tohost.backend.testing.TestCluster;
import org.tohost.backend.testing.TestNode;
import org.tohost.common.config.BackendAddress;
import org.tohost.common.config.BackendTls;
import org.tohost.common.domain.Service;
import org.tohost.common.fixture.DovecotFixture;
import org.tohost.common.fixture.PostfixFixture;
import org.tohost.common.testing.Eventually;
import org.tohost.common.testing.ForeignHost;
import org.tohost.common.testing.TestCa;
import org.tohost.common.tls.KeyPins;

/// Mail that our node hands to a real Postfix and a real Dovecot, by TLS with a pinned key.
final class ForeignHandOverIT {
    private static final String ALICE = "alice@example.test";
    private static final String OWN = "own@example.test";
    private static final String MAIL = "Subject: hello\r\n\r\n..dot\r\nbody\r\n";

    @TempDir Path folder;
    private final TestCluster cluster = TestCluster.clear();

    private static BackendTls pinned(TestCa ca) throws Exception {
        KeyPins pin = KeyPins.parse(KeyPins.of(ca.publicIdentity().chain().getFirst()));
        return new BackendTls(
                Optional.of(BackendTls.Mode.STARTTLS), Optional.empty(), "", Optional.of(pin));
    }

    private void sendThrough(BackendAddress line) throws Exception {
        cluster.line(line);
        cluster.users().with(ALICE, "other").with(OWN, "be1");
        try (TestNode be1 =
                new TestNode(cluster, "be1", folder.resolve("be1"), TestNode.Options.usual())) {
            String reply =
                    MailClient.send(
                            be1.smtp(Service.SMTP, false),
                            "dave@example.com",
                            List.of(OWN, ALICE),
                            MAIL);
            assertTrue(reply.startsWith("250 2.0.0 "), reply);
            be1.awaitInbox(OWN, 1);
            be1.awaitQueue(ForeignHandOverIT::isEmpty);
        }
    }

    private static boolean isEmpty(Collection<QueueEntry> entries) {
        return entries.isEmpty();
    }

    @Test
    void postfixBySmtp() throws Exception {
        TestCa ca = TestCa.create(folder);
        BackendTls tls = pinned(ca);
        try (PostfixFixture postfix =
                PostfixFixture.start(
                        Files.createDirectory(folder.resolve("postfix")),
                        new PostfixFixture.Options(
                                ca.folder().resolve("public.crt"),
                                ca.folder().resolve("public.key"),
                                0))) {
            sendThrough(ForeignHost.line("other", Service.SMTP, postfix.port(), tls));
            List<String> mail = postfix.awaitMail("alice", 1);
            assertTrue(mail.getFirst().endsWith("\n\n.dot\nbody\n"), mail.getFirst());
            assertEquals(1, mail.size());
        }
    }

    @Test
    void dovecotByLmtp() throws Exception {
        TestCa ca = TestCa.create(folder);
        BackendTls tls = pinned(ca);
        try (DovecotFixture dovecot = DovecotFixture.start(folder.resolve("dovecot"), ca, "")) {
            sendThrough(ForeignHost.line("other", Service.LMTP, dovecot.lmtp, tls));
            Path inbox = folder.resolve("dovecot/mail").resolve(ALICE).resolve("new");
            Eventually.holds("there is mail", () -> Files.isDirectory(inbox) && count(inbox) == 1);
        }
    }

    private static long count(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        } catch (IOException e) {
            return 0;
        }
    }
}
