package org.tohost.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.backend.pop3.Pop3Settings;
import org.tohost.backend.server.ServerTls;
import org.tohost.backend.testing.MailClient;
import org.tohost.backend.testing.TestCluster;
import org.tohost.backend.testing.TestNode;
import org.tohost.backend.testing.TicketGate;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.UserId;
import org.tohost.common.testing.TestCa;
import org.tohost.common.testing.Transcript;
import org.tohost.common.testing.TranscriptPeer;
import org.tohost.common.tls.ServerKeys;

/// The dialogues of SMTP, submission, LMTP and POP3, with direct clients and through a ticket.
/// Those of one folder follow each other on one node.
class MailTranscriptsTest {
    private static final String ALICE = "alice@example.net";

    @TempDir Path folder;
    private final TestCluster cluster = TestCluster.clear();
    private TestNode node;

    @BeforeEach
    void start() throws IOException {
        cluster.users().with(ALICE, "be1").with("bob@example.net", "be2");
        cluster.users().with("eve@example.net", "not a host").closed("carl@example.net");
        for (int i = 1; i <= 6; i++) {
            cluster.users().with("user" + i + "@example.net", "be1");
        }
        node = new TestNode(cluster, "be1", folder, TestNode.Options.usual());
    }

    @AfterEach
    void stop() throws IOException {
        node.close();
    }

    private static List<DynamicTest> all(String name, int port) {
        return Transcript.all(MailTranscriptsTest.class, name).stream()
                .map(t ->
                        DynamicTest.dynamicTest(t.name(), () -> t.run(TranscriptPeer.plain(port))))
                .toList();
    }

    private int gate(int port, Service service, Optional<UserId> user) throws IOException {
        return new TicketGate(cluster, new TicketGate.Login(node.self(), port, service, user))
                .port();
    }

    @TestFactory
    List<DynamicTest> smtp() throws IOException {
        return all("smtp", node.smtp(Service.SMTP, false));
    }

    @TestFactory
    List<DynamicTest> smtpThroughATicket() throws IOException {
        int port = node.smtp(Service.SMTP, true);
        return all("smtp-ticket", gate(port, Service.SMTP, Optional.empty()));
    }

    @TestFactory
    List<DynamicTest> submission() throws IOException {
        return all("submission", node.smtp(Service.SUBMISSION, false));
    }

    @TestFactory
    List<DynamicTest> submissionThroughATicket() throws IOException {
        int port = node.smtp(Service.SMTP, true);
        return all(
                "submission-ticket",
                gate(port, Service.SUBMISSION, Optional.of(new UserId(ALICE))));
    }

    @TestFactory
    List<DynamicTest> lmtp() throws IOException {
        node.openLmtp();
        return all("lmtp", gate(cluster.lmtpPort("be1"), Service.LMTP, Optional.empty()));
    }

    @TestFactory
    List<DynamicTest> lmtpOfOtherServers() throws IOException {
        return all("lmtp-allowed", node.lmtpFor("127.0.0.0/8,!127.0.0.9"));
    }

    @Test
    void lmtpIsForNobodyElse() throws IOException {
        try (MailClient client = new MailClient(node.lmtpFor("10.0.0.0/8"))) {
            assertEquals("554 5.7.1 Access denied", client.reply());
            assertEquals("", client.reply());
        }
    }

    @TestFactory
    List<DynamicTest> pop3() throws IOException {
        int smtp = node.smtp(Service.SMTP, false);
        for (String subject : List.of("one", "two")) {
            String mail = "Subject: " + subject + "\r\n\r\n..dot\r\nline 2\r\nline 3\r\n";
            MailClient.send(smtp, "carol@example.com", List.of(ALICE), mail);
        }
        return all("pop3", node.pop3(false));
    }

    @TestFactory
    List<DynamicTest> pop3WithTls() throws IOException {
        Optional<ServerKeys> keys = ServerKeys.of(List.of(TestCa.create(folder).publicIdentity()));
        Optional<ServerTls> tls = ServerTls.of(node.self(), Optional.empty(), keys);
        return all("pop3-tls", node.pop3(false, Pop3Settings.usual(), tls));
    }

    @TestFactory
    List<DynamicTest> pop3ThroughATicket() throws IOException {
        int port = node.pop3(true);
        return all("pop3-ticket", gate(port, Service.POP3, Optional.of(new UserId(ALICE))));
    }
}
