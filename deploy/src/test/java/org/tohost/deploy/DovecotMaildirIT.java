package org.tohost.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.fixture.Programs;

/// Maildirs that Dovecot has written, and those that it reads.
class DovecotMaildirIT {
    private static final String ANNA = "anna@example.test";

    @TempDir private Path folder;
    private StoreNode node;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(folder.resolve("node"));
        node = new StoreNode(folder.resolve("node"));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    /// Dovecot touches no mail as root.
    private void settings(Path maildir) throws IOException {
        boolean root = System.getProperty("user.name").equals("root");
        String user = root ? "nobody" : System.getProperty("user.name");
        Files.writeString(
                folder.resolve("dovecot.conf"),
                """
                base_dir = %1$s/run
                log_path = /dev/stderr
                mail_home = %1$s
                mail_location = maildir:%2$s
                mail_uid = %3$s
                first_valid_uid = 1
                first_valid_gid = 0
                ssl = no
                """
                        .formatted(folder, maildir, user));
        if (root) {
            open();
        }
    }

    private void open() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.toList()) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
            }
        }
    }

    private String doveadm(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "/usr/bin/env",
                                "USER=x",
                                "HOME=" + folder,
                                Programs.find("doveadm", "dovecot-core").toString(),
                                "-c",
                                folder.resolve("dovecot.conf").toString()));
        command.addAll(List.of(arguments));
        return Programs.run(command);
    }

    private void save(String mailbox, String subject) throws IOException, InterruptedException {
        Path message = folder.resolve("message");
        Files.writeString(message, "Subject: " + subject + "\n\nbody\n");
        Programs.run(
                List.of(
                        "/bin/sh",
                        "-c",
                        "USER=x HOME=%1$s doveadm -c %1$s/dovecot.conf save -m %2$s < %3$s"
                                .formatted(folder, mailbox, message)));
    }

    @Test
    void whatDovecotHasWrittenIsRead() throws Exception {
        Path maildir = Files.createDirectories(folder.resolve("mail"));
        settings(maildir);
        save("INBOX", "gone");
        save("INBOX", "two");
        doveadm("mailbox", "create", "-s", "Sent");
        save("Sent", "three");
        doveadm("expunge", "mailbox", "INBOX", "subject", "gone");
        doveadm("flags", "add", "\\Answered $Work", "mailbox", "INBOX", "all");
        assertEquals(0, node.run("import", ANNA, maildir.toString()), node::err);
        String dump = node.dump(ANNA);
        String status = doveadm("-f", "tab", "mailbox", "status", "uidvalidity uidnext", "INBOX");
        String[] numbers = status.lines().toList().getLast().split("\t", -1);
        assertTrue(dump.startsWith("INBOX " + numbers[2] + " next " + numbers[1]), status + dump);
        assertTrue(dump.contains("\n  2 (\\Answered $Work) "), dump);
        assertTrue(dump.contains("Subject: two||body|"), dump);
        assertTrue(dump.contains("\nSent "), dump);
        assertTrue(dump.endsWith("\n[Sent]\n"), dump);
    }

    @Test
    void whatIsExportedIsReadByDovecot() throws Exception {
        Path eml = Files.createDirectories(folder.resolve("eml/Sent/2020"));
        for (int i = 1; i <= 3; i++) {
            Files.writeString(eml.resolve(i + ".eml"), "Subject: " + i + "\n\nbody\n");
        }
        assertEquals(0, node.run("import", ANNA, folder.resolve("eml").toString()), node::err);
        Path maildir = folder.resolve("out");
        assertEquals(0, node.run("export", ANNA, maildir.toString()), node::err);
        settings(maildir);
        String fetched =
                doveadm("-f", "tab", "fetch", "uid flags hdr.subject", "mailbox", "*", "all");
        assertEquals(
                "uid\tflags\thdr.subject\n1\t\\Seen\t1\n2\t\\Seen\t2\n3\t\\Seen\t3\n", fetched);
        String status =
                doveadm("-f", "tab", "mailbox", "status", "uidvalidity uidnext", "Sent.2020");
        String validity = node.dump(ANNA).lines().toList().get(2).split(" ", -1)[1];
        assertTrue(status.endsWith("\t4\t" + validity + "\n"), status + node.dump(ANNA));
    }
}
