package org.tohost.proxy.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.common.testing.Seeded;

final class Pop3DialogueTest {
    private static Talk talk() {
        return new Talk(new Pop3Dialogue(Talk.easy("TOP", "UIDL")));
    }

    @Test
    void greetsWithoutApop() {
        Dialogue dialogue = new Pop3Dialogue(Talk.easy());
        assertEquals(
                "+OK px Tohost ready\n", new Talk(dialogue).after(dialogue.greeting()).heard());
    }

    @Test
    void answersWhatMayComeBeforeTheLogin() {
        assertEquals(
                """
                +OK Capability list follows
                TOP
                UIDL
                STLS
                USER
                SASL PLAIN LOGIN
                .
                +OK
                PLAIN
                LOGIN
                .
                -ERR unknown command, or not before the login
                -ERR USER comes first
                +OK Bye
                [end logout]
                """,
                talk().says("capa\nAUTH\nSTAT\nPASS x\nQUIT\nCAPA\n").heard());
    }

    @Test
    void readsUserAndPassWithSpacesInThePassword() {
        Talk talk = talk().says("USER alice@example.test\nPASS  two words \nSTAT\n");
        assertEquals(
                """
                +OK Password please
                [login alice@example.test  two words  USER Pop3[replayed=[]]]
                """,
                talk.heard());
        assertEquals("STAT\n", talk.rest());
    }

    @Test
    void readsPlainWithAndWithoutInitialResponse() {
        String plain = "AGFsaWNlAHMzY3JldA==";
        String login = "[login alice s3cret PLAIN Pop3[replayed=[]]]\n";
        assertEquals(login, talk().says("AUTH PLAIN " + plain + "\n").heard());
        assertEquals("+ \n" + login, talk().says("AUTH PLAIN\n" + plain + "\n").heard());
        assertEquals("+ \n-ERR authentication cancelled\n", talk().says("AUTH PLAIN\n*\n").heard());
        assertEquals("-ERR Mechanism not supported\n", talk().says("AUTH SCRAM-SHA-1\n").heard());
    }

    @Test
    void readsTheMechanismLogin() {
        assertEquals(
                "+ VXNlcm5hbWU6\n+ UGFzc3dvcmQ6\n[login alice s3cret LOGIN Pop3[replayed=[]]]\n",
                talk().says("AUTH LOGIN\nYWxpY2U=\nczNjcmV0\n").heard());
    }

    @Test
    void takesNoPasswordWithoutTls() {
        Talk talk = new Talk(new Pop3Dialogue(Talk.strict("TOP")));
        assertEquals(
                """
                +OK Capability list follows
                TOP
                STLS
                .
                [refused USER]
                -ERR [AUTH] TLS is required
                +OK Begin TLS negotiation now
                [TLS]
                -ERR USER comes first
                -ERR STLS is not possible here
                """,
                talk.says("CAPA\nUSER alice\nSTLS\nUSER eve\nPASS e\n")
                        .says("PASS x\nSTLS\n")
                        .heard());
    }

    @Test
    void forgetsTheNameAfterAFailure() {
        Pop3Dialogue dialogue = new Pop3Dialogue(Talk.easy());
        Talk talk = new Talk(dialogue).says("USER alice\nPASS x\n");
        talk.after(dialogue.failed(new Failure.Refused(Refusal.AUTHENTICATION, "wrong")));
        talk.says("PASS y\n");
        assertEquals(
                """
                +OK Password please
                [login alice x USER Pop3[replayed=[]]]
                -ERR [AUTH] Authentication failed
                -ERR USER comes first
                """,
                talk.heard());
    }

    @Test
    void answersBadInput() {
        assertEquals(
                """
                -ERR NUL in a line
                -ERR expected a command
                -ERR USER needs a name
                -ERR line too long
                """,
                talk().says("a\0b\r\n".getBytes(StandardCharsets.US_ASCII))
                        .says("\nUSER\n" + "x".repeat(300) + "\n")
                        .heard());
    }

    @Test
    void doesNotCareHowTheInputIsCut() {
        byte[] input = Talk.lines("CAPA\nSTLX\nAUTH PLAIN\n*\nUSER alice\nPASS s\nSTAT\n");
        String heard = talk().says(input).heard();
        Seeded.check(
                200,
                dice -> {
                    Talk cut = talk();
                    dice.chunks(input).forEach(cut::says);
                    assertEquals(heard, cut.heard());
                    assertEquals("STAT\n", cut.rest());
                });
    }

    @Test
    void answersUtf8AndLangAndHasThemReplayed() {
        assertEquals(
                """
                +OK UTF8 enabled
                +OK Language listing follows
                en English
                i-default Default language
                .
                -ERR This language is not supported
                +OK en Language changed
                +OK Password please
                [login alice s USER Pop3[replayed=[UTF8, LANG en]]]
                """,
                new Talk(new Pop3Dialogue(Talk.easy("TOP", "UTF8 USER", "LANG")))
                        .says("UTF8\nLANG\nLANG de\nLANG *\nUSER alice\nPASS s\n")
                        .heard());
    }

    @Test
    void hasNeitherUtf8NorLangWhereTheyAreNotAnnouncedAndNeverApop() {
        assertEquals(
                """
                -ERR unknown command, or not before the login
                -ERR unknown command, or not before the login
                -ERR APOP is not possible here
                """,
                new Talk(new Pop3Dialogue(Talk.easy("TOP")))
                        .says("UTF8\nLANG *\nAPOP alice c4c9334bac560ecc979e58001b3e22fb\n")
                        .heard());
    }

    @Test
    void forgetsItsLanguageWhenTlsBegins() {
        assertEquals(
                """
                +OK UTF8 enabled
                +OK Begin TLS negotiation now
                [TLS]
                +OK Password please
                [login alice s USER Pop3[replayed=[]]]
                """,
                new Talk(new Pop3Dialogue(Talk.easy("UTF8")))
                        .says("UTF8\nSTLS\n")
                        .says("USER alice\nPASS s\n")
                        .heard());
    }

    @Test
    void saysNothingOfTheStateThatIsNotItsOwn() {
        assertEquals(
                "+OK Capability list follows\nTOP\nSTLS\n.\n",
                new Talk(new Pop3Dialogue(Talk.strict("TOP", "USER", "SASL PLAIN", "STLS")))
                        .says("CAPA\n")
                        .heard());
    }
}
