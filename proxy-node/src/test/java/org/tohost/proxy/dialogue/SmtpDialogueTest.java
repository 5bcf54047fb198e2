package org.tohost.proxy.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.tohost.common.domain.Service;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.common.testing.Seeded;

final class SmtpDialogueTest {
    private static Talk inbound() {
        return new Talk(new SmtpDialogue(Service.SMTP, Talk.easy("PIPELINING", "SIZE 1000")));
    }

    private static Talk submission() {
        return new Talk(new SmtpDialogue(Service.SUBMISSION, Talk.easy("PIPELINING")));
    }

    @Test
    void greets() {
        Dialogue dialogue = new SmtpDialogue(Service.SMTP, Talk.easy());
        assertEquals(
                "220 px ESMTP Tohost ready\n",
                new Talk(dialogue).after(dialogue.greeting()).heard());
    }

    @Test
    void holdsMailBackUntilTheFirstRecipient() {
        Talk talk =
                inbound()
                        .says(
                                """
                                EHLO mx.example.org
                                MAIL FROM:<bob@example.org> SIZE=99
                                RCPT TO:<alice@example.test>
                                RCPT TO:<carol@example.test>
                                DATA
                                """);
        assertEquals(
                """
                250-px
                250-PIPELINING
                250-SIZE 1000
                250 STARTTLS
                250 2.1.0 Ok
                [deliver alice@example.test Inbound[helo=mx.example.org, \
                mail=MAIL FROM:<bob@example.org> SIZE=99, rcpt=RCPT TO:<alice@example.test>]]
                """,
                talk.heard());
        assertEquals("RCPT TO:<carol@example.test>\nDATA\n", talk.rest());
    }

    @Test
    void knowsTheOrderOfCommands() {
        assertEquals(
                """
                503 5.5.1 EHLO comes first
                250 px
                503 5.5.1 MAIL comes first
                250 2.1.0 Ok
                503 5.5.1 Only one MAIL at a time
                503 5.5.1 No valid recipients
                250 2.0.0 Ok
                503 5.5.1 MAIL comes first
                252 2.5.0 Try to send
                221 2.0.0 Bye
                [end logout]
                """,
                inbound()
                        .says(
                                """
                                MAIL FROM:<>
                                HELO mx
                                RCPT TO:<a@b>
                                MAIL FROM:<>
                                MAIL FROM:<>
                                DATA
                                RSET
                                DATA
                                VRFY alice
                                QUIT
                                """)
                        .heard());
    }

    @Test
    void readsPostmasterAndRefusesWhatIsNoAddress() {
        assertEquals(
                """
                250 px
                501 5.1.7 expected FROM:<address>
                250 2.1.0 Ok
                501 5.1.3 the recipient is empty
                [deliver - Inbound[helo=mx, mail=MAIL FROM:<>, rcpt=RCPT TO:<Postmaster>]]
                """,
                inbound()
                        .says(
                                """
                                HELO mx
                                MAIL TO:<a@b>
                                MAIL FROM:<>
                                RCPT TO:<>
                                RCPT TO:<Postmaster>
                                """)
                        .heard());
    }

    @Test
    void tellsFailuresOfTheFirstRecipientAndGoesOn() {
        SmtpDialogue dialogue = new SmtpDialogue(Service.SMTP, Talk.easy());
        Talk talk = new Talk(dialogue).says("HELO mx\nMAIL FROM:<>\nRCPT TO:<a@b.org>\n");
        talk.after(dialogue.failed(new Failure.Refused(Refusal.RELAY_DENIED, "not local")));
        talk.says("RCPT TO:<alice@example.test>\n");
        talk.after(dialogue.failed(new Failure.Unavailable("down")));
        assertEquals(
                """
                250 px
                250 2.1.0 Ok
                [deliver a@b.org Inbound[helo=mx, mail=MAIL FROM:<>, rcpt=RCPT TO:<a@b.org>]]
                550 5.7.1 Not permitted
                [deliver alice@example.test Inbound[helo=mx, mail=MAIL FROM:<>, \
                rcpt=RCPT TO:<alice@example.test>]]
                451 4.3.0 Temporarily unavailable, try later
                """,
                talk.heard());
    }

    @Test
    void submittersLogInFirst() {
        String login = "[login alice s3cret PLAIN Submission[helo=[127.0.0.1]]]\n";
        String ehlo = "250-px\n250-PIPELINING\n250-STARTTLS\n250 AUTH PLAIN LOGIN\n";
        assertEquals(
                ehlo + "530 5.7.0 Log in first\n" + login,
                submission()
                        .says("EHLO [127.0.0.1]\nMAIL FROM:<>\nAUTH PLAIN AGFsaWNlAHMzY3JldA==\n")
                        .heard());
        assertEquals(
                ehlo + "334 \n" + login,
                submission().says("EHLO [127.0.0.1]\nauth plain\nAGFsaWNlAHMzY3JldA==\n").heard());
    }

    @Test
    void readsLogin() {
        String login = "[login alice s3cret LOGIN Submission[helo=mx]]\n";
        assertEquals(
                "250 px\n334 VXNlcm5hbWU6\n334 UGFzc3dvcmQ6\n" + login,
                submission().says("HELO mx\nAUTH LOGIN\nYWxpY2U=\nczNjcmV0\n").heard());
        assertEquals(
                "250 px\n334 UGFzc3dvcmQ6\n" + login,
                submission().says("HELO mx\nAUTH LOGIN YWxpY2U=\nczNjcmV0\n").heard());
    }

    @Test
    void refusesOtherLogins() {
        assertEquals(
                """
                250 px
                504 5.5.4 Mechanism not supported
                334\s
                501 5.5.2 authentication cancelled
                501 5.5.2 not Base64
                334 UGFzc3dvcmQ6
                [refused LOGIN alice]
                535 5.7.8 Authentication failed
                """,
                submission()
                        .says(
                                """
                                HELO mx
                                AUTH CRAM-MD5
                                AUTH PLAIN
                                *
                                AUTH PLAIN ???
                                AUTH LOGIN YWxpY2U=

                                """)
                        .heard());
        assertEquals(
                "250 px\n502 5.5.1 No login here\n",
                inbound().says("HELO mx\nAUTH PLAIN AGEAYg==\n").heard());
    }

    @Test
    void takesNoPasswordWithoutTlsAndForgetsAllAtStartTls() {
        Talk talk = new Talk(new SmtpDialogue(Service.SUBMISSION, Talk.strict("PIPELINING")));
        assertEquals(
                """
                250-px
                250-PIPELINING
                250 STARTTLS
                [refused PLAIN]
                530 5.7.0 Must issue a STARTTLS command first
                220 2.0.0 Begin TLS negotiation now
                [TLS]
                503 5.5.1 EHLO comes first
                250-px
                250-PIPELINING
                250 AUTH PLAIN LOGIN
                503 5.5.1 STARTTLS is not possible here
                """,
                talk.says("EHLO mx\nAUTH PLAIN\nSTARTTLS\nEHLO eve\nAUTH PLAIN AGEAYg==\n")
                        .says("AUTH PLAIN AGEAYg==\nEHLO mx\nSTARTTLS\n")
                        .heard());
    }

    @Test
    void answersBadInputAndLosesPatienceInTheEnd() {
        assertEquals(
                """
                500 5.5.2 LF without CR
                500 5.5.1 Unknown command
                501 5.5.2 expected a command
                500 5.5.2 line too long
                501 5.5.2 HELO and EHLO take one name
                500 5.5.1 Unknown command
                421 4.7.0 Too many commands or mistakes
                [end too many commands or mistakes]
                """,
                inbound()
                        .says("NOOP\n".getBytes(StandardCharsets.US_ASCII))
                        .says("BDAT 10\n\nNOOP " + "x".repeat(300) + "\nEHLO\nXCLIENT\nNOOP\n")
                        .heard());
    }

    @Test
    void doesNotCareHowTheInputIsCut() {
        byte[] input =
                Talk.lines(
                        "EHLO mx\nNOOP\nMAIL FROM:<>\nRSET\nMAIL FROM:<a@b>\nRCPT TO:<c@d>\nDATA\n");
        String heard = inbound().says(input).heard();
        Seeded.check(
                200,
                dice -> {
                    Talk cut = inbound();
                    dice.chunks(input).forEach(cut::says);
                    assertEquals(heard, cut.heard());
                    assertEquals("DATA\n", cut.rest());
                });
    }
}
