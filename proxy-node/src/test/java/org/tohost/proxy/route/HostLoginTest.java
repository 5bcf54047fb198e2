package org.tohost.proxy.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tohost.common.config.BackendAddress;
import org.tohost.common.config.BackendLogin;
import org.tohost.common.config.BackendPorts;
import org.tohost.common.config.BackendTls;
import org.tohost.common.config.MatchList;
import org.tohost.common.config.SecretFile;
import org.tohost.common.domain.ClientInfo;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.SessionId;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.imap.ImapId;
import org.tohost.proxy.dialogue.Handover;
import org.tohost.proxy.guard.Announced;

/// The hand-over to servers of another make, as far as it can be told without one.
final class HostLoginTest {
    private static final Handover IMAP = new Handover.Imap("a7");
    private static final Handover POP3 = new Handover.Pop3();
    private static final Handover SIEVE = new Handover.Sieve();
    private static final BackendTls CLEAR = tls(BackendTls.Mode.NONE);
    private static final BackendTls STARTTLS = tls(BackendTls.Mode.STARTTLS);
    private static final BackendLogin PASSWORD = password(BackendLogin.Forward.NONE);
    private static final String GREETING = "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN ID] Hi\n";

    private static BackendTls tls(BackendTls.Mode mode) {
        return new BackendTls(Optional.of(mode), Optional.empty(), "", Optional.empty());
    }

    private static BackendLogin password(BackendLogin.Forward forward) {
        return new BackendLogin(
                BackendLogin.Kind.PASSWORD,
                "",
                Optional.empty(),
                "",
                BackendLogin.Names.ADDRESS,
                forward);
    }

    private static BackendLogin master(String separator, BackendLogin.Names names) {
        return new BackendLogin(
                BackendLogin.Kind.MASTER,
                "tohost",
                Optional.of(new SecretFile(Path.of("secret"), Secret.of("pr0xy"))),
                separator,
                names,
                BackendLogin.Forward.NONE);
    }

    private static Handshake with(
            Handover handover, BackendLogin login, BackendTls tls, String password) {
        Service service =
                switch (handover) {
                    case Handover.Imap _ -> Service.IMAP;
                    case Handover.Pop3 _ -> Service.POP3;
                    case Handover.Sieve _ -> Service.SIEVE;
                    case Handover.Submission _, Handover.Inbound _ -> Service.SMTP;
                };
        BackendAddress line =
                new BackendAddress(
                        MatchList.parse("dove"), "", BackendPorts.USUAL, false, login, tls);
        Passenger passenger =
                new Passenger(
                        service,
                        Optional.of(new UserId("alice@example.test")),
                        Optional.of(password).filter(p -> !p.isEmpty()).map(Secret::of),
                        new ClientInfo("192.0.2.7", 4711, true, ""),
                        new SessionId("s1"));
        InetSocketAddress reached =
                new InetSocketAddress(InetAddress.ofLiteral("198.51.100.1"), 993);
        Route route = new Route(new NodeId("dove"), service, line);
        return Handshake.of(
                handover, HostTerms.of(route, passenger, reached), new Announced("px", List.of()));
    }

    private static String talk(Handover handover, BackendLogin login, String backend) {
        return Conversation.of(with(handover, login, CLEAR, "s3cret"), backend);
    }

    private static String plain(String authzid, String authcid, String password) {
        String message = authzid + "\0" + authcid + "\0" + password;
        return Base64.getEncoder().encodeToString(message.getBytes(StandardCharsets.UTF_8));
    }

    private static final String ALICE = plain("", "alice@example.test", "s3cret");

    @Test
    void imapLogsInWithTheTagOfTheClientAndPassesUntaggedDataOn() {
        assertEquals(
                """
                > a7 AUTHENTICATE PLAIN %s
                = * OK [ALERT] Backup tonight
                * CAPABILITY IMAP4rev1 IDLE
                a7 OK Logged in
                """
                        .formatted(ALICE),
                talk(
                        IMAP,
                        PASSWORD,
                        GREETING
                                + """
                                * OK [ALERT] Backup tonight
                                * CAPABILITY IMAP4rev1 IDLE
                                a7 OK Logged in
                                """));
    }

    @Test
    void imapAsksForWhatItIsNotTold() {
        assertEquals(
                """
                > T CAPABILITY
                > a7 AUTHENTICATE PLAIN
                > %s
                > T CAPABILITY
                = * CAPABILITY IMAP4rev1 IDLE
                a7 OK Welcome
                """
                        .formatted(ALICE),
                talk(
                        IMAP,
                        PASSWORD,
                        """
                        * OK ready
                        * CAPABILITY IMAP4rev1 AUTH=PLAIN
                        T OK done
                        +\s
                        a7 OK Welcome
                        * CAPABILITY IMAP4rev1 IDLE
                        T OK done
                        """));
    }

    @Test
    void imapTrustsNothingSaidBeforeTls() {
        assertEquals(
                """
                > T STARTTLS
                # T CAPABILITY
                > a7 AUTHENTICATE PLAIN %s
                """
                        .formatted(ALICE),
                Conversation.of(
                        with(IMAP, PASSWORD, STARTTLS, "s3cret"),
                        """
                        * OK [CAPABILITY IMAP4rev1 LOGINDISABLED STARTTLS] ready
                        T OK begin
                        * CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN
                        T OK done
                        """));
        assertEquals(
                """
                > T STARTTLS
                ! MISCONFIGURED the back-end starts no TLS: BAD what?
                """,
                Conversation.of(
                        with(IMAP, PASSWORD, STARTTLS, "s3cret"), GREETING + "T BAD what?"));
        assertEquals(
                "! SILENT the back-end said: * PREAUTH welcome\n",
                Conversation.of(with(IMAP, PASSWORD, STARTTLS, "s3cret"), "* PREAUTH welcome"));
    }

    @Test
    void imapQuotesWhatTheUserChose() {
        String clear = "* OK [CAPABILITY IMAP4rev1] ready\n";
        assertEquals(
                "> a7 LOGIN \"alice@example.test\" \"a\\\"b\\\\ c\"\n",
                Conversation.of(with(IMAP, PASSWORD, CLEAR, "a\"b\\ c"), clear));
        assertEquals(
                """
                > a7 LOGIN "alice@example.test" {13}
                > pä
                b LOGOUT
                = * CAPABILITY X
                a7 OK in
                """,
                Conversation.of(
                        with(IMAP, PASSWORD, CLEAR, "pä\r\nb LOGOUT"),
                        clear + "+ go on\n* CAPABILITY X\na7 OK in"));
        assertEquals(
                "! MISCONFIGURED the back-end takes no password from us\n",
                talk(IMAP, PASSWORD, "* OK [CAPABILITY LOGINDISABLED] ready"));
        assertThrows(
                Failure.Refused.class, () -> with(IMAP, PASSWORD, CLEAR, "right\0alice\0wrong"));
    }

    @Test
    void imapTellsOfTheClient() {
        assertEquals(
                """
                > T ID ("x-originating-ip" "192.0.2.7" "x-originating-port" "4711"\
                 "x-connected-ip" "198.51.100.1" "x-connected-port" "993" "x-session-id" "s1")
                > a7 AUTHENTICATE PLAIN %s
                """
                        .formatted(ALICE),
                talk(
                        IMAP,
                        password(BackendLogin.Forward.XCLIENT),
                        GREETING + "* ID NIL\nT BAD never mind"));
        ImapId own =
                new ImapId(
                        List.of(
                                field("name", "my \"mail\""),
                                field("os", "\r\nx LOGOUT"),
                                field("X-Originating-IP", "192.0.2.99")));
        assertEquals(
                """
                > T ID ("name" "my \\"mail\\"")
                > a7 AUTHENTICATE PLAIN %s
                """
                        .formatted(ALICE),
                talk(new Handover.Imap("a7", own), PASSWORD, GREETING + "T OK"));
    }

    private static ImapId.Field field(String name, String value) {
        return new ImapId.Field(name, Optional.of(value));
    }

    @Test
    void theMasterUserActsForTheUser() {
        assertEquals(
                "> a7 AUTHENTICATE PLAIN "
                        + plain("alice@example.test", "tohost", "pr0xy")
                        + "\n"
                        + "! MISCONFIGURED the master user was refused; the back-end said: NO no\n",
                talk(IMAP, master("", BackendLogin.Names.ADDRESS), GREETING + "a7 NO no"));
        assertEquals(
                "> a7 AUTHENTICATE PLAIN " + plain("", "alice*tohost", "pr0xy") + "\n",
                talk(IMAP, master("*", BackendLogin.Names.LOCAL), GREETING));
        assertEquals(
                "! MISCONFIGURED the back-end offers no PLAIN: set master_separator, if it knows"
                        + " one\n",
                talk(IMAP, master("", BackendLogin.Names.LOCAL), "* OK [CAPABILITY X] ready"));
        Failure.Unavailable twice =
                assertThrows(
                        Failure.Unavailable.class,
                        () -> talk(IMAP, master("@", BackendLogin.Names.ADDRESS), GREETING));
        assertEquals(
                "alice@example.test has the master_separator of the back-end in it",
                twice.getMessage());
    }

    @Test
    void onlyThePasswordIsTheUsersFault() {
        String sent = "> a7 AUTHENTICATE PLAIN " + ALICE + "\n! ";
        for (String no : new String[] {"NO [AUTHENTICATIONFAILED] x", "NO Login failed: x"}) {
            assertEquals(
                    sent + "AUTHENTICATION the back-end said: " + no + "\n",
                    talk(IMAP, PASSWORD, GREETING + "a7 " + no));
        }
        for (String no :
                new String[] {"NO [UNAVAILABLE] x", "NO [AUTHORIZATIONFAILED] x", "BAD x"}) {
            assertEquals(
                    sent + "SILENT the back-end said: " + no + "\n",
                    talk(IMAP, PASSWORD, GREETING + "a7 " + no));
        }
        assertEquals(
                sent + "LIMIT the back-end said: NO [LIMIT] x\n",
                talk(IMAP, PASSWORD, GREETING + "a7 NO [LIMIT] x"));
        assertEquals(
                sent + "SILENT the back-end said: * BYE x\n",
                talk(IMAP, PASSWORD, GREETING + "* BYE x"));
    }

    @Test
    void aNoThatSaysNotWhyIsAboutThePasswordIfItAnswersThat() {
        String bare = "* OK [CAPABILITY AUTH=PLAIN] Hi\n";
        String invited = "> a7 AUTHENTICATE PLAIN\n";
        assertEquals(
                invited + "! SILENT the back-end said: NO busy\n",
                talk(IMAP, PASSWORD, bare + "a7 NO busy"));
        assertEquals(
                invited + "> " + ALICE + "\n! AUTHENTICATION the back-end said: NO wrong\n",
                talk(IMAP, PASSWORD, bare + "+ \na7 NO wrong"));
        assertEquals(
                "> a7 LOGIN \"alice@example.test\" {3}\n! SILENT the back-end said: NO busy\n",
                Conversation.of(
                        with(IMAP, PASSWORD, CLEAR, "p\u00e4"),
                        "* OK [CAPABILITY X] Hi\na7 NO busy"));
        String user = "> CAPA\n> USER alice@example.test\n";
        String asked = user + "> PASS s3cret\n! ";
        assertEquals(
                user + "! AUTHENTICATION the back-end said: -ERR [AUTH] no\n",
                talk(POP3, PASSWORD, "+OK hi\n-ERR what?\n-ERR [AUTH] no"));
        assertEquals(
                asked + "AUTHENTICATION the back-end said: -ERR no\n",
                talk(POP3, PASSWORD, "+OK hi\n-ERR what?\n+OK\n-ERR no"));
        for (String codes : List.of("AUTH-RESP-CODE", "RESP-CODES")) {
            assertEquals(
                    asked + "SILENT the back-end said: -ERR no\n",
                    talk(POP3, PASSWORD, "+OK hi\n+OK\n" + codes + "\n.\n+OK\n-ERR no"));
        }
    }

    @Test
    void withoutAPasswordNobodyLogsInByPassword() {
        Failure.Unavailable none =
                assertThrows(Failure.Unavailable.class, () -> with(IMAP, PASSWORD, CLEAR, ""));
        assertEquals(
                "MISCONFIGURED dove wants the user's password, and the login of the client has"
                        + " none",
                Conversation.words(none));
    }

    @Test
    void pop3() {
        String capabilities = "+OK ready\n+OK\nTOP\nSASL LOGIN PLAIN\n.\n";
        assertEquals(
                "> CAPA\n> AUTH PLAIN " + ALICE + "\n= +OK Logged in\n",
                talk(POP3, PASSWORD, capabilities + "+OK Logged in"));
        assertEquals(
                """
                > CAPA
                > USER alice@example.test
                > PASS s3cret
                = +OK Logged in
                """,
                talk(POP3, PASSWORD, "+OK ready\n-ERR what?\n+OK\n+OK Logged in"));
        assertEquals(
                """
                > STLS
                # CAPA
                > USER alice@example.test
                ! SILENT the back-end said: -ERR no
                """,
                Conversation.of(
                        with(POP3, PASSWORD, STARTTLS, "s3cret"),
                        "+OK ready\n+OK begin\n+OK\n.\n-ERR no"));
        assertEquals(
                "> STLS\n! MISCONFIGURED the back-end starts no TLS: -ERR no\n",
                Conversation.of(with(POP3, PASSWORD, STARTTLS, "s3cret"), "+OK ready\n-ERR no"));
    }

    @Test
    void pop3KeepsALongMessageOffTheFirstLine() {
        String password = "x".repeat(300);
        assertEquals(
                "> CAPA\n> AUTH PLAIN\n> "
                        + plain("", "alice@example.test", password)
                        + "\n= +OK in\n",
                Conversation.of(
                        with(POP3, PASSWORD, CLEAR, password),
                        "+OK ready\n+OK\nSASL PLAIN\n.\n+ \n+OK in"));
    }

    @Test
    void pop3TellsOfTheClientAndOfTheRefusal() {
        String plain = "> AUTH PLAIN " + ALICE + "\n! ";
        assertEquals(
                "> CAPA\n> XCLIENT ADDR=192.0.2.7 PORT=4711 SESSION=s1\n"
                        + plain
                        + "IN_USE the back-end said: -ERR [IN-USE] x\n",
                talk(
                        POP3,
                        password(BackendLogin.Forward.XCLIENT),
                        "+OK [XCLIENT] hi\n+OK\nSASL PLAIN\n.\n+OK told\n-ERR [IN-USE] x"));
        for (String answer : new String[] {"[SYS/TEMP] x", "[SYS/PERM] x"}) {
            assertEquals(
                    "> CAPA\n" + plain + "SILENT the back-end said: -ERR " + answer + "\n",
                    talk(POP3, PASSWORD, "+OK hi\n+OK\nSASL PLAIN\n.\n-ERR " + answer));
        }
        assertEquals(
                "> CAPA\n! AUTHENTICATION the back-end said: (not asked: a line end in the"
                        + " password)\n",
                Conversation.of(with(POP3, PASSWORD, CLEAR, "x\r\nDELE 1"), "+OK hi\n-ERR what?"));
    }

    @Test
    void pop3IsToldWhatTheClientChose() {
        String capabilities = "+OK hi\n+OK\nSASL PLAIN\n.\n";
        Handover handover = new Handover.Pop3(List.of("LANG de", "UTF8"));
        assertEquals(
                "> CAPA\n> LANG de\n> UTF8\n> AUTH PLAIN " + ALICE + "\n= +OK in\n",
                talk(handover, PASSWORD, capabilities + "+OK\n+OK\n+OK in"));
        assertEquals(
                "> CAPA\n> LANG de\n! SILENT the back-end said: -ERR no\n",
                talk(handover, PASSWORD, capabilities + "-ERR no"));
    }

    @Test
    void manageSieve() {
        String greeting = "\"SASL\" \"LOGIN PLAIN\"\n\"XCLIENT\"\nOK \"ready\"\n";
        String plain = "AUTHENTICATE \"PLAIN\" \"" + ALICE + "\"\n";
        assertEquals("> " + plain + "= OK \"in\"\n", talk(SIEVE, PASSWORD, greeting + "OK \"in\""));
        assertEquals(
                "> XCLIENT ADDR=192.0.2.7 PORT=4711 SESSION=s1\n> " + plain,
                talk(SIEVE, password(BackendLogin.Forward.XCLIENT), greeting + "OK \"told\""));
        assertEquals(
                "> STARTTLS\n# > " + plain,
                Conversation.of(
                        with(SIEVE, PASSWORD, STARTTLS, "s3cret"), greeting + "OK\n" + greeting));
        assertEquals(
                "> STARTTLS\n! MISCONFIGURED the back-end starts no TLS: NO\n",
                Conversation.of(with(SIEVE, PASSWORD, STARTTLS, "s3cret"), greeting + "NO"));
        assertEquals(
                "> " + plain + "! AUTHENTICATION the back-end said: NO \"x\"\n",
                talk(SIEVE, PASSWORD, greeting + "NO \"x\""));
        assertEquals(
                "> " + plain + "! SILENT the back-end said: NO (TRYLATER) \"x\"\n",
                talk(SIEVE, PASSWORD, greeting + "NO (TRYLATER) \"x\""));
        assertEquals(
                "! MISCONFIGURED the back-end offers no PLAIN\n",
                talk(SIEVE, PASSWORD, "\"SASL\" \"LOGIN\"\nOK"));
    }

    @Test
    void pop3BoundsTheCapabilities() {
        Handshake handshake = with(POP3, PASSWORD, CLEAR, "s3cret");
        var _ = handshake.on("+OK");
        Move last = handshake.on("+OK");
        for (int i = 0; i < 300 && !(last instanceof Move.Failed); i++) {
            last = handshake.on("X" + i);
        }
        assertEquals(Move.Failed.class, last.getClass());
    }
}
