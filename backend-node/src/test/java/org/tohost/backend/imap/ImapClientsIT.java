package org.tohost.backend.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.fixture.Programs;

/// Programs that people use, on a real server.
class ImapClientsIT {
    private static final String FRED = "fred@example.net";

    @TempDir private Path folder;
    private ImapNode node;

    @BeforeEach
    void start() throws IOException {
        node = new ImapNode(folder.resolve("node"), ImapNode.settings());
        node.users().with(FRED, "be1");
        Letters.ALL.forEach(letter -> node.deliver(FRED, "INBOX", letter));
    }

    @AfterEach
    void stop() throws IOException {
        node.close();
    }

    @Test
    void curlReadsSendsAndSearches() throws Exception {
        Path message = Files.writeString(folder.resolve("m"), "Subject: up\r\n\r\nfrom curl\r\n");
        curl("--upload-file", message.toString(), "/INBOX");
        assertEquals("Subject: up\r\n\r\nfrom curl\r\n", curl("/INBOX;MAILINDEX=4"));
        assertEquals(Letters.LUNCH.replace("\n", "\r\n"), curl("/INBOX;UID=1"));
        assertEquals("* SEARCH 4\r\n", curl("/INBOX?TEXT%20curl"));
        assertEquals("* LIST (\\HasNoChildren) \"/\" \"INBOX\"\r\n", curl("/"));
    }

    private String curl(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Programs.find("curl", "curl").toString());
        command.addAll(List.of("-sS", "-k", "--ssl-reqd", "-u", FRED + ":secret"));
        command.addAll(List.of(arguments).subList(0, arguments.length - 1));
        command.add("imap://127.0.0.1:" + node.port() + arguments[arguments.length - 1]);
        return Programs.run(command);
    }

    @Test
    void pythonsImaplibUnderstandsEverything() throws Exception {
        Path script =
                Files.writeString(
                        folder.resolve("session.py"),
                        """
                        import imaplib, ssl, sys
                        m = imaplib.IMAP4('127.0.0.1', int(sys.argv[1]))
                        context = ssl.create_default_context()
                        context.check_hostname = False
                        context.verify_mode = ssl.CERT_NONE
                        m.starttls(context)
                        m.authenticate('PLAIN', lambda _: b'\\0fred@example.net\\0secret')
                        def ok(answer):
                            assert answer[0] == 'OK', answer
                            return answer[1]
                        assert ok(m.select()) == [b'3']
                        ok(m.create('Archive/2026'))
                        body = b'Subject: a\\r\\n\\r\\n' + b'hello\\r\\n' * 10000
                        ok(m.append('Archive/2026', '(\\\\Seen)', None, body))
                        assert ok(m.search(None, 'SUBJECT', '"lunch on"')) == [b'1']
                        assert ok(m.uid('search', None, 'UNSEEN')) == [b'1 2 3']
                        ok(m.store('1', '+FLAGS', '(\\\\Flagged work)'))
                        ok(m.copy('1:2', 'Archive/2026'))
                        assert ok(m.select('Archive/2026')) == [b'3']
                        assert ok(m.fetch('1', '(RFC822)'))[0][1] == body
                        assert b'work' in ok(m.fetch('2', '(FLAGS)'))[0]
                        ok(m.store('2:*', '+FLAGS', '\\\\Deleted'))
                        assert ok(m.expunge()) == [b'3', b'2']
                        ok(m.close())
                        ok(m.rename('Archive/2026', 'Old'))
                        ok(m.delete('Old'))
                        assert m.logout()[0] == 'BYE'
                        """);
        String python = Programs.find("python3", "python3").toString();
        Programs.run(List.of(python, script.toString(), String.valueOf(node.port())));
    }

    @Test
    void mbsyncKeepsTwoSidesAlike() throws Exception {
        Path maildir = Files.createDirectories(folder.resolve("maildir"));
        Path rc = Files.writeString(folder.resolve("mbsyncrc"), mbsyncrc(maildir));
        mbsync(rc);
        for (int i = 0; i < 100; i++) {
            String text = "Subject: local " + i + "\nMessage-ID: <" + i + "@x>\n\nfrom here\n";
            Files.writeString(maildir.resolve("INBOX/new/1000" + i + ".1.host"), text);
        }
        node.deliver(FRED, "INBOX", "Subject: remote\n\nfrom there\n");
        mbsync(rc);
        TreeSet<String> subjects = new TreeSet<>();
        try (Stream<Path> files = Files.walk(maildir.resolve("INBOX"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                text.lines()
                        .filter(l -> l.startsWith("Subject: "))
                        .findFirst()
                        .ifPresent(subjects::add);
            }
        }
        assertTrue(subjects.contains("Subject: remote"));
        try (ImapClient client = new ImapClient(node.port())) {
            client.ok("LOGIN " + FRED + " secret");
            assertTrue(client.ok("SELECT INBOX").contains("* 104 EXISTS"));
        }
        assertEquals(104, subjects.size());
    }

    private static void mbsync(Path rc) throws Exception {
        String mbsync = Programs.find("mbsync", "isync").toString();
        Programs.run(List.of(mbsync, "-c", rc.toString(), "-a"));
    }

    private String mbsyncrc(Path maildir) {
        return """
        IMAPAccount far
        Host 127.0.0.1
        Port %d
        User %s
        Pass secret
        SSLType None
        AuthMechs LOGIN

        IMAPStore far
        Account far

        MaildirStore near
        Path %s/
        Inbox %s/INBOX
        SubFolders Verbatim

        Channel all
        Far :far:
        Near :near:
        Patterns *
        Create Both
        Expunge Both
        SyncState *
        """
                .formatted(node.port(), FRED, maildir, maildir);
    }
}
