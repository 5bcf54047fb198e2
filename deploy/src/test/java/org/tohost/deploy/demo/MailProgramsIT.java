package org.tohost.deploy.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.fixture.Programs;

/// Programs that people use, against the demo: Python's imaplib, mbsync and mutt. Each has a user
/// of its own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailProgramsIT {
    private static final Pattern SUBJECT = Pattern.compile("(?m)^Subject: (.*?)\r?$");

    private Path folder;
    private RunningDemo demo;
    private Curl curl;

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        demo = RunningDemo.start(temporary.resolve("home"));
        curl = new Curl(demo, temporary);
    }

    @AfterAll
    void end() {
        demo.close();
    }

    @Test
    void imaplib() throws IOException, InterruptedException {
        String said =
                Programs.run(
                        List.of(
                                Programs.find("python3", "python3").toString(),
                                Programs.source("deploy/src/test/resources/clients/session.py")
                                        .toString(),
                                "" + demo.port(143),
                                "frank@example.org"));
        assertEquals("fine", said.strip());
    }

    @Test
    void mbsyncBothWays() throws IOException, InterruptedException {
        String user = "erin@example.org";
        Path inbox = folder.resolve("erin/INBOX");
        for (String part : new String[] {"cur", "new", "tmp"}) {
            Files.createDirectories(inbox.resolve(part));
        }
        Files.writeString(inbox.resolve("new/1.local"), mail("from here 1"));
        Files.writeString(inbox.resolve("cur/2.local:2,S"), mail("from here 2"));
        deliver(user, "from there 1");
        deliver(user, "from there 2");
        curl.await(user, 2);
        mbsync(user);
        Set<String> all = Set.of("from here 1", "from here 2", "from there 1", "from there 2");
        assertEquals(all, subjects(inbox));
        assertEquals(4, count(user, "ALL"));
        assertEquals(1, count(user, "SEEN"));

        Path gone = find(inbox, "from there 1");
        Files.move(gone, inbox.resolve("cur").resolve(name(gone) + ":2,T"));
        String _ = curl.imap("STORE 1:* +FLAGS (\\Flagged)", user);
        mbsync(user);
        assertEquals(3, count(user, "ALL"));
        assertEquals(3, count(user, "FLAGGED"));
        assertTrue(find(inbox, "from here 2").toString().contains("F"));
        mbsync(user);
        assertEquals(3, subjects(inbox).size());
    }

    /// Two computers of one user, each with 500 messages of its own: in the end both have all, as
    /// they were.
    @Test
    void mbsyncKeepsTwoComputersAlike() throws IOException, InterruptedException {
        String user = "bob@example.test";
        Path one = folder.resolve("one");
        Path other = folder.resolve("other");
        Set<String> all = new TreeSet<>();
        for (int i = 0; i < 1000; i++) {
            Path inbox = (i % 2 == 0 ? one : other).resolve("INBOX");
            for (String part : new String[] {"cur", "new", "tmp"}) {
                Files.createDirectories(inbox.resolve(part));
            }
            String text = mail("number " + i) + "x".repeat(i) + "\ngr\u00fc\u00dfe \t \n.\n\n";
            all.add(text);
            Files.writeString(inbox.resolve("new/" + i + ".local"), text);
        }
        mbsync(user, one);
        mbsync(user, other);
        mbsync(user, one);
        assertEquals(1000, count(user, "ALL"));
        assertEquals(all, texts(one.resolve("INBOX")));
        assertEquals(all, texts(other.resolve("INBOX")));
    }

    /// {@return the messages, without the line that mbsync puts into what it sends}
    private static Set<String> texts(Path maildir) throws IOException {
        Set<String> texts = new TreeSet<>();
        for (Path file : files(maildir)) {
            texts.add(Files.readString(file).replaceFirst("(?m)^X-TUID: .*\n", ""));
        }
        return texts;
    }

    @Test
    void muttSendsAndKeepsACopy() throws IOException, InterruptedException {
        String user = "dave@example.org";
        String _ = curl.imap("CREATE Sent", user);
        Path settings = folder.resolve("muttrc");
        Files.writeString(
                settings,
                """
                set from="%1$s" realname="Dave" use_from=yes hostname="example.org"
                set smtp_url="smtp://%1$s@127.0.0.1:%2$d" smtp_pass="demo"
                set folder="imap://%1$s@127.0.0.1:%3$d/" imap_user="%1$s" imap_pass="demo"
                set record="=Sent" copy=yes ssl_starttls=no ssl_force_tls=no
                set smtp_authenticators="plain:login" imap_authenticators="login:plain"
                """
                        .formatted(user, demo.port(587), demo.port(143)));
        Path text = Files.writeString(folder.resolve("text"), "Hello from mutt\n.\nand more\n");
        ProcessBuilder mutt =
                new ProcessBuilder(
                        Programs.find("mutt", "mutt").toString(),
                        "-n",
                        "-F",
                        settings.toString(),
                        "-s",
                        "by mutt",
                        "--",
                        user,
                        "carol@example.test");
        mutt.environment().put("TERM", "dumb");
        mutt.environment().put("HOME", folder.toString());
        Process process = mutt.redirectErrorStream(true).redirectInput(text.toFile()).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), said);
        curl.await(user, 1);
        curl.await("carol@example.test", 1);
        String base = "imap://127.0.0.1:" + demo.port(143);
        for (String place : new String[] {"/INBOX;UID=1", "/Sent;UID=1"}) {
            String copy = new String(curl.read(base + place, user), UTF_8);
            assertTrue(copy.contains("Subject: by mutt\r\n"), copy);
            assertTrue(copy.endsWith("Hello from mutt\r\n.\r\nand more\r\n"), copy);
        }
    }

    private void mbsync(String user) throws IOException, InterruptedException {
        mbsync(user, folder.resolve("erin"));
    }

    private void mbsync(String user, Path near) throws IOException, InterruptedException {
        Path settings = folder.resolve("mbsyncrc");
        Files.writeString(
                settings,
                """
                IMAPAccount tohost
                Host 127.0.0.1
                Port %1$d
                User %2$s
                Pass demo
                SSLType None
                AuthMechs LOGIN

                IMAPStore far
                Account tohost

                MaildirStore near
                Path %3$s/
                Inbox %3$s/INBOX

                Channel inbox
                Far :far:
                Near :near:
                Patterns INBOX
                Create Both
                Expunge Both
                SyncState *
                """
                        .formatted(demo.port(143), user, near));
        String _ =
                Programs.run(
                        List.of(
                                Programs.find("mbsync", "isync").toString(),
                                "-c",
                                settings.toString(),
                                "-a"));
    }

    private void deliver(String user, String subject) throws IOException, InterruptedException {
        curl.send(
                mail(subject).replace("\n", "\r\n").getBytes(UTF_8),
                "stranger@elsewhere.example",
                List.of(user),
                "smtp://127.0.0.1:" + demo.port(25));
    }

    private int count(String user, String what) throws IOException, InterruptedException {
        return curl.imap("SEARCH " + what, user).strip().split(" ", -1).length - 2;
    }

    private static String mail(String subject) {
        return "From: a@example.test\nSubject: " + subject + "\n\nbody of " + subject + "\n";
    }

    private static Set<String> subjects(Path maildir) throws IOException {
        Set<String> subjects = new TreeSet<>();
        for (Path file : files(maildir)) {
            subjects.add(subject(file));
        }
        return subjects;
    }

    private static Path find(Path maildir, String subject) throws IOException {
        for (Path file : files(maildir)) {
            if (subject(file).equals(subject)) {
                return file;
            }
        }
        throw new IllegalStateException(subject + " is not in " + maildir);
    }

    private static List<Path> files(Path maildir) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String part : new String[] {"cur", "new"}) {
            try (Stream<Path> listed = Files.list(maildir.resolve(part))) {
                listed.forEach(files::add);
            }
        }
        return files;
    }

    private static String subject(Path file) throws IOException {
        Matcher matcher = SUBJECT.matcher(Files.readString(file));
        return matcher.find() ? matcher.group(1) : "";
    }

    private static String name(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.contains(":") ? name.substring(0, name.indexOf(':')) : name;
    }
}
