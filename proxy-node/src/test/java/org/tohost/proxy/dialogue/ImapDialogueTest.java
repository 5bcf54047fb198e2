package org.tohost.proxy.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.common.testing.Seeded;

final class ImapDialogueTest {
    private static final String LOGIN =
            "[login alice@example.test s3cret LOGIN Imap[tag=a1, id=NIL]]\n";

    private static Talk talk() {
        return new Talk(new ImapDialogue(Talk.easy("IMAP4rev1", "LITERAL+")));
    }

    @Test
    void greetsWithWhatItsBackendsCanAndItselfOffers() {
        Dialogue easy = new ImapDialogue(Talk.easy("IMAP4rev1"));
        assertEquals(
                "* OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN AUTH=LOGIN] px Tohost ready\n",
                new Talk(easy).after(easy.greeting()).heard());
        Dialogue strict = new ImapDialogue(Talk.strict("IMAP4rev1"));
        assertEquals(
                "* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] px Tohost ready\n",
                new Talk(strict).after(strict.greeting()).heard());
    }

    @Test
    void answersWhatMayComeBeforeTheLogin() {
        assertEquals(
                """
                * CAPABILITY IMAP4rev1 LITERAL+ STARTTLS AUTH=PLAIN AUTH=LOGIN
                a1 OK CAPABILITY completed
                a2 OK NOOP completed
                * ID ("name" "Tohost")
                a3 OK ID completed
                a4 BAD unknown command, or not before the login
                * BYE Logging out
                a5 OK LOGOUT completed
                [end logout]
                """,
                talk().says(
                                """
                                a1 CAPABILITY
                                a2 noop
                                a3 ID ("name" "mutt")
                                a4 ENABLE CONDSTORE
                                a5 LOGOUT
                                a6 NOOP
                                """)
                        .heard());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a1 LOGIN alice@example.test s3cret\n",
                "a1 login \"Alice@Example.TEST\" \"s3\\\\cret\"\n",
                "a1 LOGIN {18+}\nalice@example.test {6+}\ns3cret\n",
            })
    void readsLogins(String command) {
        assertEquals(LOGIN, talk().says(command).heard().replace("s3\\cret", "s3cret"));
    }

    @Test
    void asksForLiteralsThatTheClientWaitsWith() {
        assertEquals(
                "+ Ready for the literal\n+ Ready for the literal\n" + LOGIN,
                talk().says("a1 LOGIN {18}\nalice@example.test {6}\ns3cret\n").heard());
    }

    @Test
    void leavesWhatComesBehindALoginForTheBackend() {
        Talk talk = talk().says("a1 LOGIN alice@example.test s3cret\na2 SELECT INBOX\na3 IDLE\n");
        assertEquals(LOGIN, talk.heard());
        assertEquals("a2 SELECT INBOX\na3 IDLE\n", talk.rest());
    }

    @Test
    void readsPlainWithAndWithoutInitialResponse() {
        // NUL alice@example.test NUL s3cret
        String plain = "AGFsaWNlQGV4YW1wbGUudGVzdABzM2NyZXQ=";
        String login = LOGIN.replace("LOGIN", "PLAIN");
        assertEquals(login, talk().says("a1 AUTHENTICATE PLAIN " + plain + "\n").heard());
        assertEquals("+ \n" + login, talk().says("a1 authenticate plain\n" + plain + "\n").heard());
    }

    @Test
    void readsTheMechanismLogin() {
        assertEquals(
                "+ VXNlcm5hbWU6\n+ UGFzc3dvcmQ6\n" + LOGIN,
                talk().says("a1 AUTHENTICATE LOGIN\nYWxpY2VAZXhhbXBsZS50ZXN0\nczNjcmV0\n").heard());
        assertEquals(
                "+ UGFzc3dvcmQ6\n" + LOGIN,
                talk().says("a1 AUTHENTICATE LOGIN YWxpY2VAZXhhbXBsZS50ZXN0\nczNjcmV0\n").heard());
    }

    @Test
    void refusesOtherMechanismsAndBrokenOnes() {
        assertEquals(
                """
                a1 NO [CANNOT] Mechanism not supported
                +\s
                a2 BAD authentication cancelled
                a3 BAD not Base64
                a4 BAD PLAIN has three parts
                [refused PLAIN]
                a5 NO [AUTHENTICATIONFAILED] Authentication failed
                """,
                talk().says(
                                """
                                a1 AUTHENTICATE CRAM-MD5
                                a2 AUTHENTICATE PLAIN
                                *
                                a3 AUTHENTICATE PLAIN ???
                                a4 AUTHENTICATE PLAIN YQ==
                                a5 AUTHENTICATE PLAIN YgBhAGM=
                                """)
                        .heard());
    }

    @Test
    void takesNoPasswordWithoutTls() {
        Talk talk = new Talk(new ImapDialogue(Talk.strict("IMAP4rev1")));
        assertEquals(
                """
                [refused LOGIN]
                a1 NO [PRIVACYREQUIRED] TLS is required
                [refused PLAIN]
                a2 NO [PRIVACYREQUIRED] TLS is required
                a3 OK Begin TLS negotiation now
                [TLS]
                * CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=LOGIN
                a4 OK CAPABILITY completed
                a5 BAD STARTTLS is not possible here
                [login alice s LOGIN Imap[tag=a6, id=NIL]]
                """,
                talk.says("a1 LOGIN alice s\na2 AUTHENTICATE PLAIN\na3 STARTTLS\nx LOGIN eve e\n")
                        .says("a4 CAPABILITY\na5 STARTTLS\na6 LOGIN alice s\n")
                        .heard());
    }

    @Test
    void neverAsksTheDirectoryWithAnEmptyPassword() {
        assertEquals(
                "[refused LOGIN alice]\na1 NO [AUTHENTICATIONFAILED] Authentication failed\n",
                talk().says("a1 LOGIN alice \"\"\n").heard());
    }

    @Test
    void goesOnAfterAFailureAndTellsNoMoreThanItsKind() {
        ImapDialogue dialogue = new ImapDialogue(Talk.easy());
        Talk talk = new Talk(dialogue).says("a1 LOGIN alice x\n");
        talk.after(dialogue.failed(new Failure.Unavailable("ldap1 is down")));
        talk.says("a2 LOGIN alice x\n");
        talk.after(dialogue.failed(new Failure.Refused(Refusal.ACCOUNT, "closed")));
        assertEquals(
                """
                [login alice x LOGIN Imap[tag=a1, id=NIL]]
                a1 NO [UNAVAILABLE] Temporarily unavailable, try later
                [login alice x LOGIN Imap[tag=a2, id=NIL]]
                a2 NO [AUTHORIZATIONFAILED] Account is not available
                """,
                talk.heard());
    }

    @Test
    void losesPatienceWithGuessers() {
        ImapDialogue dialogue = new ImapDialogue(Talk.easy());
        Talk talk = new Talk(dialogue);
        for (int i = 0; i < 3; i++) {
            talk.says("a LOGIN alice x" + i + "\n");
            talk.after(dialogue.failed(new Failure.Refused(Refusal.AUTHENTICATION, "wrong")));
        }
        assertTrue(
                talk.heard()
                        .endsWith(
                                """
                                a NO [AUTHENTICATIONFAILED] Authentication failed
                                * BYE [LIMIT] Too many commands or mistakes
                                [end too many commands or mistakes]
                                """));
    }

    @Test
    void answersBadInputAndLosesPatienceInTheEnd() {
        byte[] nul = "a NO\0OP\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] bareLf = "a NOOP\n".getBytes(StandardCharsets.US_ASCII);
        assertEquals(
                """
                * BAD NUL in a line
                * BAD LF without CR
                * BAD line too long
                * BAD expected a tag
                a BAD expected a space
                a BAD expected an atom
                * BYE [LIMIT] Too many commands or mistakes
                [end too many commands or mistakes]
                """,
                talk().says(nul)
                        .says(bareLf)
                        .says("a NOOP " + "x".repeat(200) + "\n")
                        .says("\na\na \u00e4\na NOOP\n")
                        .heard());
    }

    @Test
    void boundsLiterals() {
        assertEquals(
                "a BAD [TOOBIG] literal too large\nb OK NOOP completed\n",
                talk().says("a LOGIN {101}\nb NOOP\n").heard());
        assertEquals(
                "* BYE [TOOBIG] Literal too large\n[end literal too large]\n",
                talk().says("a LOGIN {99999999999999999999+}\n").heard());
        String many = "{1+}\nx".repeat(61);
        assertEquals(
                "* BYE [TOOBIG] Literal too large\n[end literal too large]\n",
                talk().says("a LOGIN " + many + "\n").heard());
    }

    @Test
    void keepsWhatAClientSaysOfItselfWithoutExtensions() {
        assertEquals(
                """
                * ID ("name" "Tohost")
                a0 OK ID completed
                [login alice s LOGIN Imap[tag=a1, id=("name" "mu\\"tt" "os" NIL "v" "{1}")]]
                """,
                talk().says("a0 ID (\"name\" \"mu\\\"tt\" \"X-Session-Ext-Id\" \"eve\" \"os\" NIL")
                        .says(" {1+}\nv \"{1}\" \"x-originating-ip\" {8+}\n10.0.0.1)\n")
                        .says("a1 LOGIN alice s\n")
                        .heard());
    }

    @Test
    void forgetsWhatWasSaidBeforeTls() {
        assertEquals(
                """
                * ID ("name" "Tohost")
                a0 OK ID completed
                a1 OK Begin TLS negotiation now
                [TLS]
                [login alice s LOGIN Imap[tag=a2, id=NIL]]
                """,
                talk().says("a0 ID (\"name\" \"mutt\")\na1 STARTTLS\n")
                        .says("a2 LOGIN alice s\n")
                        .heard());
    }

    @Test
    void saysNothingOfTheStateThatIsNotItsOwn() {
        Dialogue dialogue =
                new ImapDialogue(
                        Talk.strict("IMAP4rev1", "AUTH=PLAIN", "starttls", "SASL-IR", "AUTH=X"));
        assertEquals(
                "* OK [CAPABILITY IMAP4rev1 SASL-IR STARTTLS LOGINDISABLED] px Tohost ready\n",
                new Talk(dialogue).after(dialogue.greeting()).heard());
    }

    @Test
    void letsNoLineEndIntoAName() {
        assertEquals(
                "a BAD no user name has this (RFC 8265 3.3)\n",
                talk().says("a LOGIN {7+}\nal\nice x\n").heard());
    }

    @Test
    void doesNotCareHowTheInputIsCut() {
        byte[] input =
                Talk.lines(
                        """
                        a1 CAPABILITY
                        a2 ID NIL
                        a3 LOGIN {4}
                        x"y\\ nonsense
                        a4 AUTHENTICATE PLAIN
                        ?
                        a5 LOGIN {5+}
                        alice {6}
                        s3cret
                        a6 SELECT INBOX
                        """);
        Talk whole = talk().says(input);
        String heard = whole.heard();
        String rest = whole.rest();
        Seeded.check(
                200,
                dice -> {
                    Talk cut = talk();
                    List<byte[]> chunks = dice.chunks(input);
                    chunks.forEach(cut::says);
                    assertEquals(heard, cut.heard());
                    assertEquals(rest, cut.rest());
                });
    }
}
