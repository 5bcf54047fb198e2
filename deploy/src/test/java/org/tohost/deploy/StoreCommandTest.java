package org.tohost.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.backend.store.FlagMode;
import org.tohost.backend.store.Flags;
import org.tohost.backend.store.Intent;
import org.tohost.backend.store.SystemFlag;
import org.tohost.backend.store.Uids;
import org.tohost.backend.store.UserStore;
import org.tohost.common.domain.UserId;

/// `tohost store import` and `export`, against a store that serves.
class StoreCommandTest {
    private static final String ANNA = "anna@example.test";
    private static final Instant DATE = Instant.parse("2020-02-03T04:05:06Z");

    @TempDir private Path home;
    @TempDir private Path mail;
    private StoreNode node;

    @BeforeEach
    void start() throws IOException {
        node = new StoreNode(home);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private void file(String path, String content) throws IOException {
        Path file = mail.resolve(path);
        Files.createDirectories(file.resolve("..").normalize());
        Files.write(file, content.getBytes(StandardCharsets.UTF_8));
        Files.setLastModifiedTime(file, FileTime.from(DATE));
    }

    private String imported(int status, String... options) {
        String[] all = new String[options.length + 3];
        all[0] = "import";
        all[1] = ANNA;
        all[2] = mail.toString();
        System.arraycopy(options, 0, all, 3, options.length);
        assertEquals(status, node.run(all), node::err);
        return node.out();
    }

    private void dovecot() throws IOException {
        file(
                "dovecot-uidlist",
                """
                3 V1275660208 N25022 G3085f01b
                25006 W1394 :1.M1.x,S=3
                25010 Pold-name :2.M1.x
                """);
        file("dovecot-keywords", "0 $Work\n1 bad(keyword\n");
        file("subscriptions", "V\t2\n\nSent\t2020\nGone\n");
        file("cur/2.M1.x:2,FSa", "B: 2\n\nb\n");
        file("cur/1.M1.x,S=3:2,RP", "A: 1\r\n\na\r\n");
        file("new/3.M1.x", "C: 3\n");
        file("tmp/4.M1.x", "unfinished");
        file(".Sent.2020/cur/1.x:2,S", "D: 4\n\n");
        file(".Tr&AOQ-ume/cur/1.x:2,", "E: 5\n\n");
    }

    @Test
    void aMaildirOfDovecotKeepsAllThatItKnows() throws IOException {
        dovecot();
        String expected =
                """
                INBOX 1275660208 next 25022
                  25006 (\\Answered $Forwarded) 2020-02-03T04:05:06Z 000061AE4C0907B0 A: 1||a|
                  25010 (\\Seen \\Flagged $Work) 2020-02-03T04:05:06Z old-name B: 2||b|
                  25011 () 2020-02-03T04:05:06Z  C: 3|
                """;
        assertTrue(imported(0).contains("\nimported       5\n"), node::out);
        String dump = node.dump(ANNA);
        assertTrue(dump.startsWith(expected), dump);
        assertTrue(dump.contains("\n  1 (\\Seen) 2020-02-03T04:05:06Z  D: 4||\n"), dump);
        assertTrue(dump.contains("\nSent/2020 "), dump);
        assertTrue(dump.contains("\nTr\u00e4ume "), dump);
        assertTrue(dump.endsWith("\n[Gone, Sent/2020]\n"), dump);
    }

    @Test
    void aSecondRunBringsWhatIsNew() throws IOException {
        dovecot();
        imported(0);
        String before = node.dump(ANNA);
        assertEquals(
                "{\"mailboxes\":3,\"imported\":0,\"there_before\":5,"
                        + "\"flags_changed\":0,\"complaints\":0}\n",
                imported(0, "--json"));
        assertEquals(before, node.dump(ANNA));
        // the old server has numbered what was new, and got more
        file(
                "dovecot-uidlist",
                """
                3 V1275660208 N25024
                25006 :1.M1.x,S=3
                25010 Pold-name :2.M1.x
                25022 :3.M1.x
                25023 :5.M1.x
                """);
        file("new/5.M1.x", "F: 6\n");
        assertTrue(imported(0, "--json").contains("\"imported\":1,"), node::out);
        assertTrue(
                node.dump(ANNA).contains("25023 () 2020-02-03T04:05:06Z 000061BF4C0907B0 F: 6|"));
    }

    @Test
    void aSecondRunBringsFlagsThatWereSetMeanwhileAndTakesNoneAway() throws IOException {
        dovecot();
        imported(0);
        UserStore anna = node.store().user(new UserId(ANNA));
        anna.apply(
                new Intent.StoreFlags(
                        anna.view().inbox().id(),
                        Uids.of(25010),
                        FlagMode.REPLACE,
                        Flags.of(SystemFlag.DRAFT)));
        Files.move(
                mail.resolve("cur").resolve("1.M1.x,S=3:2,RP"),
                mail.resolve("cur").resolve("1.M1.x,S=3:2,RPSa"));
        String told = imported(0, "--json");
        assertTrue(told.contains("\"imported\":0,\"there_before\":5,\"flags_changed\":2,"), told);
        String dump = node.dump(ANNA);
        assertTrue(dump.contains("25006 (\\Seen \\Answered $Forwarded $Work)"), dump);
        assertTrue(dump.contains("25010 (\\Seen \\Flagged \\Draft $Work)"), dump);
        assertTrue(imported(0, "--json").contains("\"flags_changed\":0,"), node::out);
    }

    @Test
    void aMaildirOfCourierIsReadToo() throws IOException {
        file("courierimapuiddb", "1 1100000000 8\n7 1.x\n");
        file("courierimapkeywords/:list", "one\ntwo\n\n1.x:1\n");
        file("courierimapsubscribed", "INBOX\nINBOX.Sent\n");
        file("cur/1.x:2,S", "A: 1\n");
        file(".Sent/cur/1.x:2,S", "B: 2\n");
        imported(0);
        String dump = node.dump(ANNA);
        assertTrue(
                dump.startsWith(
                        """
                        INBOX 1100000000 next 8
                          7 (\\Seen two) 2020-02-03T04:05:06Z UID7-1100000000 A: 1|
                        """),
                dump);
        assertTrue(dump.endsWith("\n[INBOX, Sent]\n"), dump);
        node.run("import", "bert@example.test", mail.toString(), "--uidl", "%f/%08Xu");
        assertTrue(node.dump("bert@example.test").contains(" 1.x/00000007 A: 1|"));
        assertEquals(2, node.run("import", ANNA, mail.toString(), "--uidl", "%x"));
    }

    @Test
    void whatIsBrokenInAMaildirCostsALineAndNoMore() throws IOException {
        file("cur/1.x:2,S", "A: 1\n");
        Files.createDirectories(mail.resolve("cur/2.x:2,S"));
        Files.createSymbolicLink(mail.resolve("cur/3.x:2,S"), Path.of("nowhere"));
        file("dovecot-uidlist", "3 V17 N9\nnonsense\n5 :1.x\n5 :3.x\n99999999999 :4.x\n");
        file(".a..b/cur/1.x:2,", "B: 2\n");
        file(".a\u0001b/cur/1.x:2,", "C: 3\n");
        file("." + "y".repeat(250) + "/cur/1.x:2,", "D: 4\n");
        Files.createDirectories(mail.resolve("." + "z.".repeat(40) + "z/cur"));
        Files.createSymbolicLink(mail.resolve("circle"), mail);
        file("subscriptions", "n".repeat(4096) + "\na\0b..c\n..\n");
        imported(1);
        String err = node.err();
        assertTrue(err.contains("dovecot-uidlist: line 2: not understood\n"), err);
        assertTrue(err.contains("dovecot-uidlist: line 4: not understood\n"), err);
        assertTrue(err.contains("dovecot-uidlist: line 5: not understood\n"), err);
        assertTrue(err.contains("cur/2.x:2,S: is no file\n"), err);
        assertTrue(err.contains("cur/3.x:2,S: has vanished\n"), err);
        assertTrue(err.contains(".a..b: a level without a name: taken as a/b\n"), err);
        assertTrue(err.contains("a control character in a name: taken as a_b\n"), err);
        assertTrue(err.contains("more than 32 levels: left out\n"), err);
        assertTrue(err.contains("circle: leads to a folder that was read already"), err);
        assertTrue(err.contains("above 512 octets: taken as " + "n".repeat(200) + "\n"), err);
        assertTrue(err.contains("a control character in a name: taken as a_b/c\n"), err);
        String dump = node.dump(ANNA);
        assertTrue(dump.startsWith("INBOX 17 next 9\n  5 (\\Seen) "), dump);
        assertTrue(dump.contains("B: 2|") && dump.contains("C: 3|") && dump.contains("D: 4|"));
    }

    @Test
    void anMboxKeepsWhatItsHeadersSay() throws IOException {
        file(
                "Lists.mbox",
                """
                From a@example.test Sat Jan  3 01:05:34 1998
                X-IMAPbase: 900000000 12
                X-UID: 4
                Status: RO
                X-Status: AF
                X-Keywords: $Work
                Subject: one

                >From here on

                From there on
                no separator

                From b@example.test Sat Jan  3 01:05:34 1998 +0100
                X-UID: 12
                X-UIDL: old-name
                Subject: two
                Content-Length: 3

                x

                """);
        assertEquals(
                "{\"mailboxes\":1,\"imported\":2,\"there_before\":0,"
                        + "\"flags_changed\":0,\"complaints\":0}\n",
                imported(0, "--json"));
        assertTrue(
                node.dump(ANNA)
                        .contains(
                                """
                                Lists 900000000 next 13
                                  4 (\\Seen \\Answered \\Flagged $Work) 1998-01-03T01:05:34Z \
                                 Subject: one||From here on||From there on|no separator|
                                  12 () 1998-01-03T00:05:34Z  Subject: two||x|
                                """),
                node.dump(ANNA));
        assertTrue(imported(0, "--json").contains("\"imported\":0,\"there_before\":2,"));
    }

    @Test
    void whatIsBrokenInMboxFilesCostsALineAndNoMore() throws IOException {
        String twice = "From x Sat Jan  3 01:05:34 1998\nA: 1\n\nsame\n\n";
        file("twice", twice + twice);
        file("text", "Subject: no mbox\n\nbody\n");
        file("dates", "From x Sat Foo 33 99:05:34 1998\r\nB: 2\r\n\r\nb\r\n\r\nFrom x\r\nC: 3\r\n");
        file("..hidden", twice);
        file("empty", "");
        Files.createSymbolicLink(mail.resolve("link"), Path.of("nowhere"));
        imported(1);
        String err = node.err();
        assertTrue(err.contains("text: does not begin with a From line: no mbox\n"), err);
        assertTrue(err.contains("no date in \"From x Sat Foo 33 99:05:34 1998\""), err);
        assertTrue(err.contains("link: is no file: left out\n"), err);
        String dump = node.dump(ANNA);
        assertTrue(dump.contains("  1 () 1998-01-03T01:05:34Z  A: 1||same|\n  2 () "), dump);
        assertTrue(dump.contains("  1 () 2020-02-03T04:05:06Z  B: 2||b|\n  2 () "), dump);
        assertTrue(imported(1, "--json").contains("\"imported\":0,"), node::out);
    }

    @Test
    void aTreeOfEmlFilesBecomesMailboxes() throws IOException {
        file("1.eml", "A: 1\n\n");
        file("Old/2019/%2E%2E.eml", "B: 2\r\n\r\n");
        file("Old/2019/notes.txt", "no mail");
        imported(0, "--mailbox", "Restored");
        String dump = node.dump(ANNA);
        assertTrue(dump.contains("\n  1 (\\Seen) 2020-02-03T04:05:06Z  A: 1||\n"), dump);
        assertTrue(dump.contains("\nOld/2019 ") && dump.contains("\nRestored "), dump);
        String again = imported(0, "--mailbox", "Restored", "--json");
        assertTrue(again.contains("\"imported\":0,\"there_before\":2,"), again);
    }

    @Test
    void whatIsExportedCanBeImportedAgain() throws IOException {
        dovecot();
        imported(0);
        String whole = node.dump(ANNA);
        Path copy = home.resolve("copy");
        assertEquals(0, node.run("export", ANNA, copy.toString()), node::err);
        assertEquals(1, node.run("export", ANNA, copy.toString()));
        assertTrue(node.err().contains("copy: there is something in it already"), node::err);
        String bert = "bert@example.test";
        assertEquals(0, node.run("import", bert, copy.toString()), node::err);
        assertEquals(named(whole), named(node.dump(bert)));
        assertEquals(1, node.run("import", ANNA, copy.toString()));
        assertTrue(node.err().contains("Sent/2020: UIDs are not kept"), node::err);
        assertEquals(whole, node.dump(ANNA));
        Path mbox = home.resolve("mbox");
        assertEquals(0, node.run("export", ANNA, mbox.toString(), "--format", "mbox"));
        String carl = "carl@example.test";
        assertEquals(0, node.run("import", carl, mbox.toString()), node::err);
        assertEquals(whole.lines().count(), node.dump(carl).lines().count());
        assertTrue(node.dump(carl).contains("INBOX 1275660208 next 25012\n"), node.dump(carl));
        Path eml = home.resolve("eml");
        assertEquals(0, node.run("export", ANNA, eml.toString(), "--format", "eml", "--json"));
        assertEquals("{\"mailboxes\":4,\"exported\":5,\"complaints\":0}\n", node.out());
        assertEquals("C: 3\r\n", Files.readString(eml.resolve("INBOX/25011.eml")));
    }

    /// What POP3 calls a message that had no name before follows from its numbers.
    private static String named(String dump) {
        return dump.replaceAll("1275660208\\.25011", "");
    }

    @Test
    void whoIsNoUserGetsNoMail() throws IOException {
        file("1.eml", "A: 1\n\n");
        assertEquals(1, node.run("import", "eve@example.test", mail.toString()));
        assertEquals("tohost: eve@example.test is not in the user database\n", node.err());
        assertEquals(2, node.run("import", "no name", mail.toString()));
        assertEquals(1, node.run("import", ANNA, mail.resolve("missing").toString()));
        Files.writeString(home.resolve("admin.token"), "0".repeat(64));
        assertEquals(1, node.run("export", ANNA, home.resolve("copy").toString()));
        assertTrue(node.err().contains("has another token than"), node::err);
    }
}
