package org.tohost.proxy.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.common.testing.Seeded;

final class SieveDialogueTest {
    /// NUL alice NUL s3cret
    private static final String PLAIN = "AGFsaWNlAHMzY3JldA==";

    private static final String LOGIN = "[login alice s3cret PLAIN Sieve[]]\n";

    private static Talk talk() {
        return new Talk(new SieveDialogue(Talk.easy("VERSION 1.0", "SIEVE fileinto copy")));
    }

    @Test
    void greetsWithItsCapabilities() {
        Dialogue strict = new SieveDialogue(Talk.strict("VERSION 1.0", "XTEST", "SASL X"));
        assertEquals(
                """
                "IMPLEMENTATION" "Tohost"
                "VERSION" "1.0"
                "XTEST"
                "SASL" ""
                "STARTTLS"
                OK "px Tohost ready"
                """,
                new Talk(strict).after(strict.greeting()).heard());
    }

    @Test
    void answersWhatMayComeBeforeTheLoginAndRefusesTheRest() {
        assertEquals(
                """
                "IMPLEMENTATION" "Tohost"
                "VERSION" "1.0"
                "SIEVE" "fileinto copy"
                "SASL" "PLAIN LOGIN"
                "STARTTLS"
                OK "Capability completed"
                OK "Done"
                OK (TAG "STARTTLS-SYNC-42") "Done"
                OK (TAG {4}
                a
                b) "Done"
                NO "unknown command, or not before the login"
                NO "unexpected text at the end of the command"
                OK "Logout completed"
                [end logout]
                """,
                talk().says(
                                """
                                Capability
                                NOOP
                                noop "STARTTLS-SYNC-42"
                                """)
                        .says("NOOP {4+}\na\nb\n")
                        .says(
                                """
                                LISTSCRIPTS
                                LOGOUT now
                                LOGOUT
                                NOOP
                                """)
                        .heard());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AUTHENTICATE \"PLAIN\" \"" + PLAIN + "\"\n",
                "authenticate \"plain\" {20+}\n" + PLAIN + "\n",
                "AUTHENTICATE {5+}\nPLAIN {20+}\n" + PLAIN + "\n",
            })
    void readsLogins(String command) {
        assertEquals(LOGIN, talk().says(command).heard());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"" + PLAIN + "\"\n", "{20+}\n" + PLAIN + "\n"})
    void readsResponsesAsQuotedStringsAndAsLiterals(String response) {
        assertEquals(
                "\"\"\n" + LOGIN, talk().says("AUTHENTICATE \"PLAIN\"\n").says(response).heard());
    }

    @Test
    void refusesOtherMechanismsAndBrokenOnes() {
        assertEquals(
                """
                NO "Mechanism not supported"
                ""
                NO "authentication cancelled"
                NO "not Base64"
                NO "expected a string"
                [refused PLAIN]
                NO "Authentication failed"
                """,
                talk().says(
                                """
                                AUTHENTICATE "CRAM-MD5"
                                AUTHENTICATE "PLAIN"
                                "*"
                                AUTHENTICATE "PLAIN" "???"
                                AUTHENTICATE PLAIN
                                AUTHENTICATE "PLAIN" "YgBhAGM="
                                """)
                        .heard());
    }

    @Test
    void takesNoPasswordWithoutTlsAndSaysItsCapabilitiesAgainBehindIt() {
        Talk talk = new Talk(new SieveDialogue(Talk.strict("VERSION 1.0")));
        assertEquals(
                """
                [refused PLAIN]
                NO (ENCRYPT-NEEDED) "TLS is required"
                OK "Begin TLS negotiation now"
                [TLS]
                "IMPLEMENTATION" "Tohost"
                "VERSION" "1.0"
                "SASL" "PLAIN LOGIN"
                OK "TLS negotiation successful"
                NO "STARTTLS is not possible here"
                """
                        + LOGIN,
                talk.says("AUTHENTICATE \"PLAIN\"\nSTARTTLS\nAUTHENTICATE \"PLAIN\" \"eve\"\n")
                        .says("STARTTLS\nAUTHENTICATE \"PLAIN\" \"" + PLAIN + "\"\n")
                        .heard());
    }

    @Test
    void goesOnAfterAFailureAndTellsNoMoreThanItsKind() {
        SieveDialogue dialogue = new SieveDialogue(Talk.easy());
        String login = "AUTHENTICATE \"PLAIN\" \"" + PLAIN + "\"\n";
        Talk talk = new Talk(dialogue).says(login);
        talk.after(dialogue.failed(new Failure.Unavailable("ldap1 is down"))).says(login);
        talk.after(dialogue.failed(Failure.Unavailable.misconfigured("no tohost"))).says(login);
        talk.after(dialogue.failed(new Failure.Refused(Refusal.AUTHENTICATION, "wrong")));
        assertEquals(
                LOGIN
                        + "NO (TRYLATER) \"Temporarily unavailable, try later\"\n"
                        + LOGIN
                        + "NO \"Temporarily unavailable\"\n"
                        + LOGIN
                        + "NO \"Authentication failed\"\n",
                talk.heard());
    }

    @Test
    void leavesWhatComesBehindALoginForTheBackend() {
        Talk talk = talk().says("AUTHENTICATE \"PLAIN\" \"" + PLAIN + "\"\nLISTSCRIPTS\n");
        assertEquals(LOGIN, talk.heard());
        assertEquals("LISTSCRIPTS\n", talk.rest());
    }

    @Test
    void boundsLiterals() {
        assertEquals(
                "NO \"a literal of a client is announced by {n+}\"\nOK \"Done\"\n",
                talk().says("NOOP {3}\nNOOP\n").heard());
        String bye = "BYE \"Literal too large\"\n[end literal too large]\n";
        assertEquals(bye, talk().says("NOOP {101+}\n").heard());
        assertEquals(bye, talk().says("NOOP {99999999999999999999+}\n").heard());
        assertEquals(bye, talk().says("NOOP {1+}\nx{1+}\nx{1+}\n").heard());
    }

    @Test
    void losesPatience() {
        assertTrue(
                talk().says("X\n\nY\n\"\n{1}\nZ\n")
                        .heard()
                        .endsWith(
                                """
                                NO "unknown command, or not before the login"
                                BYE (TRYLATER) "Too many commands or mistakes"
                                [end too many commands or mistakes]
                                """));
    }

    @Test
    void doesNotCareHowTheInputIsCut() {
        byte[] input =
                Talk.lines(
                        """
                        CAPABILITY
                        NOOP {4+}
                        x"y\\ "z"
                        AUTHENTICATE "PLAIN"
                        "?"
                        AUTHENTICATE "PLAIN" {20+}
                        %s
                        PUTSCRIPT "a" {3+}
                        """
                                .formatted(PLAIN));
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
