package org.tohost.backend.imap.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.backend.imap.command.FetchItem.Attribute;
import org.tohost.backend.imap.command.FetchItem.Content;
import org.tohost.backend.imap.command.FetchItem.Partial;
import org.tohost.backend.imap.command.MailboxCommand.ListReturn;
import org.tohost.backend.imap.command.MailboxCommand.ListSelection;
import org.tohost.backend.imap.command.MailboxCommand.StatusItem;
import org.tohost.backend.imap.command.MessageCommand.StoreMode;
import org.tohost.backend.imap.command.SearchKey.Relation;
import org.tohost.common.authent.LoginName;
import org.tohost.common.domain.Secret;
import org.tohost.common.failure.Failure;
import org.tohost.common.imap.BytesLiteral;
import org.tohost.common.imap.CommandPart;
import org.tohost.common.imap.ImapCursor;
import org.tohost.common.imap.MailboxEncoding;
import org.tohost.common.imap.SequenceSet;

class ImapCommandParserTest {
    private static final ImapCommandParser PARSER =
            new ImapCommandParser(MailboxEncoding.MODIFIED_UTF7, '/');

    @Test
    void readsCommandsWithoutArguments() {
        assertEquals(new SessionCommand.Capability(), parse("capability"));
        assertEquals(new SessionCommand.Noop(), parse("NOOP"));
        assertEquals(new SessionCommand.Logout(), parse("Logout"));
        assertEquals(new SessionCommand.Idle(), parse("IDLE"));
        assertEquals(new LoginCommand.StartTls(), parse("STARTTLS"));
        assertEquals(new MailboxCommand.Namespace(), parse("NAMESPACE"));
        assertEquals(new MessageCommand.Check(), parse("CHECK"));
        assertEquals(new MessageCommand.Close(), parse("CLOSE"));
        assertEquals(new MessageCommand.Unselect(), parse("UNSELECT"));
        assertEquals(new MessageCommand.Expunge(Optional.empty()), parse("EXPUNGE"));
    }

    @Test
    void readsLogins() {
        assertEquals(
                new LoginCommand.Login(new LoginName("fred@a.test"), Secret.of("s p")),
                parse("LOGIN Fred@a.test \"s p\""));
        assertEquals(
                new LoginCommand.Login(new LoginName("fred"), Secret.of("{x")),
                parse("LOGIN {4}", "fred", " {2+}", "{x", ""));
        LoginCommand.Authenticate plain =
                (LoginCommand.Authenticate) parse("authenticate plain AGEAYg==");
        assertEquals("PLAIN", plain.mechanism());
        assertEquals(
                "AGEAYg==", new String(plain.initial().orElseThrow(), StandardCharsets.US_ASCII));
    }

    @Test
    void readsCommandsOnMailboxes() {
        assertEquals(new MailboxCommand.Select("INBOX", false), parse("SELECT inbox"));
        assertEquals(new MailboxCommand.Select("a b", true), parse("EXAMINE \"a b\""));
        assertEquals(new MailboxCommand.Create("a/b", List.of()), parse("CREATE a/b/"));
        assertEquals(
                new MailboxCommand.Create("a", List.of("\\Sent", "\\X")),
                parse("CREATE a (use (\\Sent \\X))"));
        assertEquals(new MailboxCommand.GetQuota(""), parse("GETQUOTA \"\""));
        assertEquals(new MailboxCommand.GetQuotaRoot("INBOX"), parse("GETQUOTAROOT inbox"));
        assertEquals(new MailboxCommand.SetQuota("a"), parse("SETQUOTA a (STORAGE 5 X 0)"));
        assertEquals(new MailboxCommand.Delete("gr\u00fcn"), parse("DELETE gr&APw-n"));
        assertEquals(new MailboxCommand.Rename("a", "b"), parse("RENAME a {1}", "b", ""));
        assertEquals(new MailboxCommand.Subscribe("a"), parse("SUBSCRIBE a"));
        assertEquals(new MailboxCommand.Unsubscribe("a"), parse("UNSUBSCRIBE a"));
        assertEquals(new MailboxCommand.ListSubscribed("a/", "%"), parse("LSUB a/ \"%\""));
        assertEquals(
                new MailboxCommand.Status("a", List.of(StatusItem.MESSAGES, StatusItem.UIDNEXT)),
                parse("STATUS a (messages UIDNEXT)"));
    }

    @Test
    void readsListsWithTheirOptions() {
        assertEquals(
                new MailboxCommand.ListMailboxes(
                        Set.of(), "", List.of("*"), ListReturn.BASIC, false),
                parse("LIST \"\" *"));
        assertEquals(
                new MailboxCommand.ListMailboxes(
                        Set.of(
                                ListSelection.SUBSCRIBED,
                                ListSelection.REMOTE,
                                ListSelection.RECURSIVEMATCH,
                                ListSelection.SPECIAL_USE),
                        "a",
                        List.of("b", "%/c"),
                        new ListReturn(true, true, List.of(StatusItem.MESSAGES, StatusItem.SIZE)),
                        true),
                parse(
                        "list (subscribed remote recursivematch special-use) a (b \"%/c\")"
                                + " return (subscribed children special-use status (messages size))"));
        assertEquals(
                new MailboxCommand.ListMailboxes(
                        Set.of(), "", List.of("*"), new ListReturn(false, false, List.of()), true),
                parse("LIST () \"\" * RETURN ()"));
    }

    @Test
    void readsAppends() {
        MailboxCommand.Append append =
                (MailboxCommand.Append)
                        parse(
                                "APPEND a (\\Seen kw) \" 7-Feb-1994 21:52:25 -0800\" {5}",
                                "hello", "");
        assertEquals("a", append.mailbox());
        MailboxCommand.NewMessage message = append.messages().getFirst();
        assertEquals(List.of("\\Seen", "kw"), message.flags());
        assertEquals(Optional.of(Instant.parse("1994-02-08T05:52:25Z")), message.internalDate());
        assertEquals(5, message.message().content().size());
    }

    @Test
    void readsAppendsOfSeveralMessages() {
        MailboxCommand.Append append =
                (MailboxCommand.Append)
                        parse("APPEND a {1}", "x", " (\\Seen) ~{2+}", "yz", " {3}", "abc", "");
        assertEquals(3, append.messages().size());
        assertEquals(List.of("\\Seen"), append.messages().get(1).flags());
        assertEquals(true, append.messages().get(1).message().literal8());
        assertEquals(3, append.messages().get(2).message().content().size());
    }

    @Test
    void readsFetchesOfBinaryContent() {
        assertEquals(
                List.of(
                        new FetchItem.Binary(
                                "BINARY[1.2]",
                                List.of(1, 2),
                                false,
                                Optional.of(new Partial(3, 4))),
                        new FetchItem.Binary("BINARY[]", List.of(), true, Optional.empty()),
                        new FetchItem.BinarySize("BINARY.SIZE[7]", List.of(7))),
                ((MessageCommand.Fetch)
                                parse("FETCH 1 (BINARY[1.2]<3.4> BINARY.PEEK[] BINARY.SIZE[7])"))
                        .items());
    }

    @Test
    void readsFetches() {
        MessageSet set = new MessageSet(SequenceSet.parse("1:*"), false);
        assertEquals(
                new MessageCommand.Fetch(
                        set, List.of(Attribute.FLAGS, Attribute.INTERNALDATE, Attribute.SIZE)),
                parse("FETCH 1:* FAST"));
        assertEquals(
                new MessageCommand.Fetch(
                        set,
                        List.of(
                                Attribute.FLAGS,
                                Attribute.INTERNALDATE,
                                Attribute.SIZE,
                                Attribute.ENVELOPE,
                                Attribute.BODY)),
                parse("FETCH 1:* full"));
        assertEquals(
                new MessageCommand.Fetch(
                        new MessageSet(SequenceSet.parse("7"), true),
                        List.of(Attribute.UID, Attribute.BODY, Attribute.BODYSTRUCTURE)),
                parse("UID FETCH 7 (BODY UID BODYSTRUCTURE)"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BODY[]",
                "BODY[1.2.3]",
                "BODY[HEADER]",
                "BODY[TEXT]",
                "BODY[4.1.MIME]",
                "BODY[2.HEADER]",
                "BODY[HEADER.FIELDS (Date \"x y\")]",
                "BODY[1.HEADER.FIELDS.NOT (a)]"
            })
    void repeatsTheSectionThatWasAsked(String item) {
        MessageCommand.Fetch fetch = (MessageCommand.Fetch) parse("FETCH 1 " + item);
        Content content = (Content) fetch.items().getFirst();
        assertEquals(item, content.label());
        assertEquals(false, content.peek());
    }

    @Test
    void readsPartialsAndThePeeks() {
        assertEquals(
                List.of(
                        new Content(
                                "BODY[TEXT]",
                                new Section(Section.Kind.TEXT),
                                true,
                                Optional.of(new Partial(0, 100))),
                        new Content(
                                "RFC822.HEADER",
                                new Section(Section.Kind.HEADER),
                                true,
                                Optional.empty()),
                        new Content(
                                "RFC822", new Section(Section.Kind.ALL), false, Optional.empty())),
                ((MessageCommand.Fetch)
                                parse("FETCH 1 (body.peek[text]<0.100> RFC822.HEADER RFC822)"))
                        .items());
    }

    @Test
    void readsStoresAndCopies() {
        MessageSet set = new MessageSet(SequenceSet.parse("2,4:5"), true);
        assertEquals(
                new MessageCommand.Store(set, StoreMode.ADD, true, List.of("\\Deleted")),
                parse("UID STORE 2,4:5 +FLAGS.SILENT (\\Deleted)"));
        assertEquals(
                new MessageCommand.Store(set, StoreMode.REMOVE, false, List.of("\\Seen", "kw")),
                parse("UID STORE 2,4:5 -flags \\Seen kw"));
        assertEquals(
                new MessageCommand.Store(set, StoreMode.REPLACE, false, List.of()),
                parse("UID STORE 2,4:5 FLAGS ()"));
        assertEquals(new MessageCommand.Copy(set, "a"), parse("UID COPY 2,4:5 a"));
        assertEquals(new MessageCommand.Move(set, "a"), parse("UID MOVE 2,4:5 a"));
        assertEquals(
                new MessageCommand.Expunge(
                        Optional.of(new MessageSet(SequenceSet.parse("3"), true))),
                parse("UID EXPUNGE 3"));
    }

    @Test
    void readsWhatResynchronisingClientsSay() {
        assertEquals(
                new MailboxCommand.Select(
                        "a",
                        true,
                        true,
                        Optional.of(
                                new Resync(
                                        7,
                                        9_000_000_000L,
                                        Optional.of(SequenceSet.parse("1:5")),
                                        Optional.of(
                                                new Resync.Match(
                                                        SequenceSet.parse("1,3"),
                                                        SequenceSet.parse("2:3")))))),
                parse("EXAMINE a (QRESYNC (7 9000000000 1:5 (1,3 2:3)) CONDSTORE)"));
        MessageSet set = new MessageSet(SequenceSet.parse("1"), true);
        assertEquals(
                new MessageCommand.Fetch(
                        set,
                        List.of(Attribute.UID, Attribute.FLAGS, Attribute.MODSEQ),
                        Optional.of(new ChangedSince(5, true))),
                parse("UID FETCH 1 FLAGS (VANISHED CHANGEDSINCE 5)"));
        assertEquals(
                new MessageCommand.Store(set, StoreMode.ADD, false, List.of("a"), Optional.of(0L)),
                parse("UID STORE 1 (UNCHANGEDSINCE 0) +FLAGS a"));
        assertEquals(new SearchKey.ModSeq(7), search("MODSEQ \"/flags/\\\\x\" priv 7"));
    }

    @Test
    void readsSearches() {
        assertEquals(new SearchKey.And(List.of()), search("ALL"));
        assertEquals(
                new SearchKey.And(
                        List.of(
                                new SearchKey.Not(new SearchKey.Flagged("\\Seen")),
                                new SearchKey.Or(
                                        new SearchKey.Header("FROM", "a b"),
                                        new SearchKey.Not(
                                                new SearchKey.Within(
                                                        new MessageSet(
                                                                SequenceSet.parse("1:3"),
                                                                true)))))),
                search("UNSEEN OR FROM \"a b\" NOT UID 1:3"));
        assertEquals(
                new SearchKey.And(
                        List.of(
                                new SearchKey.OnDay(
                                        SearchKey.Clock.INTERNAL,
                                        Relation.SINCE,
                                        LocalDate.of(1994, 2, 1)),
                                new SearchKey.OnDay(
                                        SearchKey.Clock.SENT,
                                        Relation.ON,
                                        LocalDate.of(1994, 2, 1)))),
                search("(SINCE 1-Feb-1994 SENTON \"01-Feb-1994\")"));
        assertEquals(
                new SearchKey.And(
                        List.of(
                                new SearchKey.Within(
                                        new MessageSet(SequenceSet.parse("*,2"), false)),
                                new SearchKey.Flagged("$x"),
                                new SearchKey.Larger(5))),
                search("*,2 KEYWORD $x LARGER 5"));
        assertEquals(
                new SearchKey.And(
                        List.of(
                                new SearchKey.Recent(),
                                new SearchKey.Not(new SearchKey.Flagged("\\Seen")))),
                search("NEW"));
    }

    @Test
    void readsTheTextOfSearchesInTheirCharset() {
        assertEquals(
                new MessageCommand.Search(
                        true,
                        Optional.empty(),
                        new SearchProgram(Optional.of("UTF-8"), new SearchKey.Body("\u00e4"))),
                parse("UID SEARCH CHARSET utf-8 BODY {2}", "\u00c3\u00a4", ""));
        MessageCommand.Search other =
                (MessageCommand.Search) parse("SEARCH CHARSET KOI8-R TEXT {1}", "\u00e4", "");
        SearchKey key = new SearchKey.Text("\u0414");
        assertEquals(new SearchProgram(Optional.of("KOI8-R"), key), other.program());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " NOOP",
                "NOOP ",
                "NOOP x",
                "XYZZY",
                "UID",
                "UID NOOP",
                "UID EXPUNGE",
                "LOGIN a",
                "LOGIN \u00e4 b",
                "SELECT",
                "SELECT a b",
                "SELECT \"a",
                "SELECT &",
                "CREATE \u00e4",
                "STATUS a ()",
                "STATUS a (SIZES)",
                "LIST (RECURSIVEMATCH) a *",
                "LIST (RECURSIVEMATCH REMOTE) a *",
                "LIST (CHILDREN) a *",
                "LIST (SUBSCRIBED a *",
                "LIST a ()",
                "LIST a (b c",
                "LIST a b RETURN",
                "LIST a b RETURN (STATUS)",
                "LIST a b RETURN (STATUS ())",
                "LIST a b RETURN (RECURSIVEMATCH)",
                "LIST a b RETURN CHILDREN",
                "LSUB (SUBSCRIBED) a *",
                "CREATE a ()",
                "CREATE a (USE \\Sent)",
                "GETQUOTA",
                "SETQUOTA a",
                "FETCH 1 PREVIEW (LAZY",
                "APPEND a",
                "APPEND a (\\Seen) x",
                "APPEND a \"yesterday\" {1}",
                "FETCH 1",
                "FETCH 0 ALL",
                "FETCH 1 ()",
                "FETCH 1 (ALL)",
                "FETCH 1 BODY[",
                "FETCH 1 BODY[MIME]",
                "FETCH 1 BODY[1.]",
                "FETCH 1 BODY[0]",
                "FETCH 1 BODY[HEADER.FIELDS]",
                "FETCH 1 BODY[HEADER.FIELDS ()]",
                "FETCH 1 BODY[]<0>",
                "FETCH 1 BODY[]<0.0>",
                "FETCH 99999999999 ALL",
                "FETCH 1 BINARY",
                "FETCH 1 BINARY[HEADER]",
                "FETCH 1 BINARY[1.MIME]",
                "FETCH 1 BINARY[1]<0>",
                "FETCH 1 BINARY.SIZE[1]<0.1>",
                "STORE 1 FLAGS",
                "STORE 1 +ANNOTATION (x)",
                "SEARCH",
                "SEARCH XYZZY",
                "SEARCH OR ALL",
                "SEARCH ()",
                "SEARCH BEFORE 31-Feb-2000",
                "ID",
                "ID (\"a\"",
                "ENABLE",
                "AUTHENTICATE",
            })
    void refusesWhatTheGrammarDoesNotHave(String command) {
        assertThrows(Failure.Syntax.class, () -> parse(command));
    }

    @Test
    void refusesSearchesWithoutEnd() {
        String deep = "SEARCH " + "NOT ".repeat(1000) + "ALL";
        assertThrows(Failure.Syntax.class, () -> parse(deep));
        String nested = "SEARCH " + "(".repeat(1000) + "ALL" + ")".repeat(1000);
        assertThrows(Failure.Syntax.class, () -> parse(nested));
    }

    static IntStream seeds() {
        return IntStream.range(0, 500);
    }

    /// Whatever the octets are, the parser gives a command or says that it is none.
    @ParameterizedTest
    @MethodSource("seeds")
    void throwsNothingButSyntax(int seed) {
        Random random = new Random(seed);
        String[] words = {
            "UID",
            "FETCH",
            "SEARCH",
            "STORE",
            "APPEND",
            "1:*",
            "(",
            ")",
            "BODY[",
            "]",
            "<0.1>",
            "HEADER.FIELDS",
            "\"a\"",
            "{1}",
            "\\Seen",
            "FLAGS",
            "OR",
            "NOT",
            "CHARSET",
            "ID",
            "NIL",
            "&-",
            "&",
            "\"",
            "*",
            "%",
            "\u00e4",
            "-",
            "+FLAGS",
            "1-Feb-2000",
            "LIST",
            "STATUS"
        };
        StringBuilder line = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            line.append(words[random.nextInt(words.length)])
                    .append(random.nextInt(4) > 0 ? " " : "");
        }
        try {
            parse(line.toString());
        } catch (Failure.Syntax expected) {
            assertEquals(Failure.Syntax.class, expected.getClass());
        }
    }

    private static SearchKey search(String keys) {
        return ((MessageCommand.Search) parse("SEARCH " + keys)).program().key();
    }

    /// Texts and literals in turn.
    private static ImapCommand parse(String... parts) {
        List<CommandPart> command = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            byte[] octets = parts[i].getBytes(StandardCharsets.ISO_8859_1);
            command.add(
                    i % 2 == 0
                            ? new CommandPart.Text(octets)
                            : new CommandPart.Literal(new BytesLiteral(octets)));
        }
        return PARSER.parse(new ImapCursor(command));
    }
}
