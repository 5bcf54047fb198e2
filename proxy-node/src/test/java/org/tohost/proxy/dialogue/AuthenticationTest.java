package org.tohost.proxy.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.tohost.common.authent.ScramVerifier;
import org.tohost.common.domain.Service;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.common.sasl.Mechanism;
import org.tohost.common.testing.ScramClient;

/// Logins as the dialogues hold them, beyond what each tests for PLAIN and LOGIN.
final class AuthenticationTest {
    private static final String SALT = "W22ZaJ0SNY7soEsUEjb6gQ==";
    private static final ScramVerifier VERIFIER =
            ScramClient.verifier("pencil", Base64.getDecoder().decode(SALT), 4096);
    private static final String CHALLENGE =
            "r=rOprNGfwEbeRWgbNEkqOAAAAAAAAAAAAAAAAAAAAAAAA,s=" + SALT + ",i=4096";

    private final ScramClient client = new ScramClient("user", "pencil");

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ImapDialogue imap(Mechanism... mechanisms) {
        return new ImapDialogue(Talk.offering(mechanisms));
    }

    private Talk first(Dialogue dialogue, String command) {
        return new Talk(dialogue).says(command + base64(client.first()) + "\n");
    }

    @Test
    void runsScramByImapWithoutTls() {
        Dialogue dialogue = imap(Mechanism.SCRAM_SHA_256);
        Talk talk = first(dialogue, "a1 AUTHENTICATE SCRAM-SHA-256 ");
        talk.after(dialogue.told(VERIFIER));
        talk.says(base64(client.last(CHALLENGE)) + "\n\n");
        String[] heard = talk.heard().split("\n", -1);
        assertEquals("[verifier of user]", heard[0]);
        assertEquals("+ " + base64(CHALLENGE), heard[1]);
        assertTrue(client.believes(decoded(heard[2].substring(2))));
        assertEquals("[login user SCRAM-SHA-256 Imap[tag=a1, id=NIL]]", heard[3]);
    }

    @Test
    void runsScramByPop3WithoutInitialResponse() {
        Dialogue dialogue = new Pop3Dialogue(Talk.offering(Mechanism.SCRAM_SHA_256));
        Talk talk = first(dialogue, "AUTH SCRAM-SHA-256\n");
        talk.after(dialogue.told(VERIFIER));
        talk.says(base64(client.last(CHALLENGE)) + "\n\n");
        String[] heard = talk.heard().split("\n", -1);
        assertEquals("+ ", heard[0]);
        assertEquals("+ " + base64(CHALLENGE), heard[2]);
        assertEquals("[login user SCRAM-SHA-256 Pop3[replayed=[]]]", heard[4]);
    }

    @Test
    void runsScramBySubmission() {
        Dialogue dialogue =
                new SmtpDialogue(Service.SUBMISSION, Talk.offering(Mechanism.SCRAM_SHA_256));
        Talk talk = first(dialogue, "EHLO mx\nAUTH SCRAM-SHA-256 ");
        talk.after(dialogue.told(VERIFIER));
        talk.says(base64(client.last(CHALLENGE)) + "\n\n");
        String[] heard = talk.heard().split("\n", -1);
        assertEquals("250 AUTH SCRAM-SHA-256", heard[2]);
        assertEquals("334 " + base64(CHALLENGE), heard[4]);
        assertEquals("[login user SCRAM-SHA-256 Submission[helo=mx]]", heard[6]);
    }

    @Test
    void wrongProofsAreRefusedWithTheNameAndCounted() {
        Dialogue dialogue = imap(Mechanism.SCRAM_SHA_256);
        Talk talk = new Talk(dialogue);
        ScramClient guesser = new ScramClient("user", "guess");
        for (int i = 0; i < 3; i++) {
            talk.says("a AUTHENTICATE SCRAM-SHA-256 " + base64(guesser.first()) + "\n");
            talk.after(dialogue.told(VERIFIER));
            talk.says(base64(guesser.last(CHALLENGE)) + "\n");
        }
        assertTrue(
                talk.heard()
                        .endsWith(
                                """
                                [refused SCRAM-SHA-256 user]
                                a NO [AUTHENTICATIONFAILED] Authentication failed
                                * BYE [LIMIT] Too many commands or mistakes
                                [end too many commands or mistakes]
                                """));
    }

    @Test
    void anOutageWhileTheVerifierIsLookedUpEndsTheRun() {
        Dialogue dialogue = imap(Mechanism.SCRAM_SHA_256);
        Talk talk = first(dialogue, "a1 AUTHENTICATE SCRAM-SHA-256 ");
        talk.after(dialogue.failed(new Failure.Unavailable("down"))).says("a2 NOOP\n");
        assertEquals(
                """
                [verifier of user]
                a1 NO [UNAVAILABLE] Temporarily unavailable, try later
                a2 OK NOOP completed
                """,
                talk.heard());
    }

    @Test
    void aRunEndsWithAStarOrABrokenLine() {
        Dialogue dialogue = imap(Mechanism.SCRAM_SHA_256);
        assertEquals(
                """
                +\s
                a1 BAD authentication cancelled
                +\s
                a2 BAD not Base64
                +\s
                * BAD line too long
                a3 BAD expected a GS2 header
                a4 OK NOOP completed
                """,
                new Talk(dialogue)
                        .says("a1 AUTHENTICATE SCRAM-SHA-256\n*\n")
                        .says("a2 AUTHENTICATE SCRAM-SHA-256\n?\n")
                        .says("a2 AUTHENTICATE SCRAM-SHA-256\n" + "x".repeat(300) + "\n")
                        .says("a3 AUTHENTICATE SCRAM-SHA-256 =\na4 NOOP\n")
                        .heard());
    }

    @Test
    void offersWhatIsPossible() {
        Dialogue dialogue =
                imap(
                        Mechanism.SCRAM_SHA_256_PLUS,
                        Mechanism.SCRAM_SHA_256,
                        Mechanism.EXTERNAL,
                        Mechanism.PLAIN,
                        Mechanism.XOAUTH2);
        assertEquals(
                """
                * CAPABILITY STARTTLS AUTH=SCRAM-SHA-256 LOGINDISABLED
                a1 OK CAPABILITY completed
                [refused PLAIN]
                a2 NO [PRIVACYREQUIRED] TLS is required
                a3 NO [CANNOT] Mechanism not supported
                a4 NO [CANNOT] Mechanism not supported
                a5 OK Begin TLS negotiation now
                [TLS]
                * CAPABILITY AUTH=SCRAM-SHA-256 AUTH=PLAIN AUTH=XOAUTH2
                a6 OK CAPABILITY completed
                a7 NO [CANNOT] Mechanism not supported
                """,
                new Talk(dialogue)
                        .says("a1 CAPABILITY\na2 AUTHENTICATE PLAIN\n")
                        .says("a3 AUTHENTICATE EXTERNAL\na4 AUTHENTICATE SCRAM-SHA-256-PLUS =\n")
                        .says("a5 STARTTLS\n")
                        .says("a6 CAPABILITY\na7 AUTHENTICATE EXTERNAL =\n")
                        .heard());
    }

    @Test
    void takesNoPasswordAtAllWhereNoMechanismDoes() {
        Talk imap = new Talk(imap(Mechanism.SCRAM_SHA_256));
        assertTrue(
                imap.says("a STARTTLS\n")
                        .says("a LOGIN user pencil\n")
                        .heard()
                        .endsWith("[TLS]\na NO [CANNOT] Mechanism not supported\n"));
        Talk pop3 = new Talk(new Pop3Dialogue(Talk.offering(Mechanism.SCRAM_SHA_256)));
        assertTrue(
                pop3.says("STLS\n")
                        .says("CAPA\nUSER user\n")
                        .heard()
                        .endsWith("SASL SCRAM-SHA-256\n.\n-ERR Mechanism not supported\n"));
    }

    @Test
    void complainsAboutABadTokenBeforeItRefuses() {
        Dialogue dialogue = imap(Mechanism.OAUTHBEARER);
        String token = base64("n,a=user,\u0001auth=Bearer abc\u0001\u0001");
        Talk talk = new Talk(dialogue).says("a1 STARTTLS\n");
        talk.says("a2 AUTHENTICATE OAUTHBEARER " + token + "\n");
        talk.after(dialogue.failed(new Failure.Refused(Refusal.AUTHENTICATION, "expired")));
        talk.says("AQ==\na3 AUTHENTICATE OAUTHBEARER " + token + "\n");
        talk.after(dialogue.failed(new Failure.Unavailable("down"))).says("a4 NOOP\n");
        assertEquals(
                """
                a1 OK Begin TLS negotiation now
                [TLS]
                [login user abc OAUTHBEARER Imap[tag=a2, id=NIL]]
                + eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIiwic2NvcGUiOiJtYWlsIn0=
                a2 NO [AUTHENTICATIONFAILED] Authentication failed
                [login user abc OAUTHBEARER Imap[tag=a3, id=NIL]]
                a3 NO [UNAVAILABLE] Temporarily unavailable, try later
                a4 OK NOOP completed
                """,
                talk.heard());
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
