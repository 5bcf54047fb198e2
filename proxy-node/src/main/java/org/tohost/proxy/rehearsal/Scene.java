package org.tohost.proxy.rehearsal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.UserId;
import org.tohost.common.ticket.Challenge;

/// Sessions from their beginning to their end, as clients and back-ends play them.
final class Scene {
    private Scene() {}

    /// {@return what clients of this service say, one way of logging in each}
    static List<Part> clients(Service service, UserId user, Secret password) {
        return switch (service) {
            case IMAP ->
                    List.of(
                            imap("LOGIN %s %s".formatted(user, password.text())),
                            imap("AUTHENTICATE PLAIN " + plain(user, password)));
            case POP3 -> List.of(pop3(user, password));
            case SUBMISSION -> List.of(submission(plain(user, password)));
            case SMTP -> List.of(mail(user));
            case SIEVE -> List.of(sieve(plain(user, password)));
            case LMTP -> List.of();
        };
    }

    private static Part imap(String login) {
        return Part.of(
                """
                * OK | a %s
                a OK | b LOGOUT
                b OK |
                """
                        .formatted(login));
    }

    private static Part pop3(UserId user, Secret password) {
        return Part.of(
                """
                +OK | USER %s
                +OK | PASS %s
                +OK | QUIT
                +OK |
                """
                        .formatted(user, password.text()));
    }

    private static Part submission(String plain) {
        return Part.of(
                """
                220 | EHLO client.invalid
                250 | AUTH PLAIN %s
                235 | QUIT
                221 |
                """
                        .formatted(plain));
    }

    private static Part mail(UserId user) {
        return Part.of(
                """
                220 | EHLO client.invalid
                250 | MAIL FROM:<>
                250 | RCPT TO:<%s>
                250 | QUIT
                221 |
                """
                        .formatted(user));
    }

    private static Part sieve(String plain) {
        return Part.of(
                """
                OK | AUTHENTICATE "PLAIN" "%s"
                OK | LOGOUT
                OK |
                """
                        .formatted(plain));
    }

    /// {@return what a back-end of ours says that greets with this challenge}
    static Part backend(Service service, Challenge challenge) {
        String script =
                switch (service) {
                    case IMAP ->
                            """
                            | * OK [CAPABILITY IMAP4rev1] %s ready
                            a AUTHENTICATE | a OK [CAPABILITY IMAP4rev1 IDLE] Logged in
                            b LOGOUT | b OK Logged out
                            """;
                    case POP3 ->
                            """
                            | +OK %s
                            AUTH | +OK Logged in
                            QUIT | +OK Bye
                            """;
                    case SUBMISSION ->
                            """
                            | 220 backend.invalid ESMTP %s
                            EHLO | 250 backend.invalid
                            AUTH | 235 2.7.0 Welcome
                            QUIT | 221 2.0.0 Bye
                            """;
                    case SMTP, LMTP ->
                            """
                            | 220 backend.invalid ESMTP %s
                            EHLO | 250 backend.invalid
                            AUTH | 235 2.7.0 Welcome
                            MAIL | 250 2.1.0 OK
                            RCPT | 250 2.1.5 OK
                            QUIT | 221 2.0.0 Bye
                            """;
                    case SIEVE ->
                            """
                            | OK "%s"
                            AUTHENTICATE | OK "Logged in"
                            LOGOUT | OK "Logged out"
                            """;
                };
        return Part.of(script.formatted(challenge));
    }

    private static String plain(UserId user, Secret password) {
        byte[] message = ("\0" + user + "\0" + password.text()).getBytes(StandardCharsets.US_ASCII);
        return Base64.getEncoder().encodeToString(message);
    }
}
