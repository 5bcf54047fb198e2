package org.tohost.proxy.dialogue;

import java.util.Optional;
import org.tohost.common.failure.Failure;
import org.tohost.common.sasl.Base64Lines;
import org.tohost.common.smtp.SmtpReply;

/// The AUTH command of a user who submits mail (RFC 4954): PLAIN, and LOGIN, which has no RFC and
/// many clients.
final class Submitter {
    private static final String USERNAME = "334 VXNlcm5hbWU6";
    private static final String PASSWORD = "334 UGFzc3dvcmQ6";

    private Awaits awaits = Awaits.NOTHING;
    private byte[] name = {};

    private enum Awaits {
        NOTHING,
        PLAIN,
        NAME,
        PASSWORD
    }

    boolean isAwaiting() {
        return awaits != Awaits.NOTHING;
    }

    void cancel() {
        awaits = Awaits.NOTHING;
    }

    /// The command itself: a login, a question, or a refusal.
    Step auth(String argument, boolean allowed, String helo) {
        int space = argument.indexOf(' ');
        String mechanism = space < 0 ? argument : argument.substring(0, space);
        Optional<byte[]> initial =
                space < 0
                        ? Optional.empty()
                        : Optional.of(Step.octets(argument.substring(space + 1).strip()));
        Awaits asked;
        if (mechanism.equalsIgnoreCase("PLAIN")) {
            asked = Awaits.PLAIN;
        } else if (mechanism.equalsIgnoreCase("LOGIN")) {
            asked = Awaits.NAME;
        } else {
            return new Step.Reply(SmtpReply.of(504, "5.5.4", "Mechanism not supported").bytes());
        }
        if (initial.isEmpty() && allowed) {
            awaits = asked;
            return Step.line(asked == Awaits.PLAIN ? "334 " : USERNAME);
        }
        byte[] octets = Base64Lines.initialResponse(initial.orElse(Step.octets("=")));
        return answer(asked, octets, allowed, helo);
    }

    /// The answer to a question.
    Step response(byte[] line, boolean allowed, String helo) {
        Awaits asked = awaits;
        awaits = Awaits.NOTHING;
        if (line.length == 1 && line[0] == '*') {
            throw new Failure.Syntax("authentication cancelled");
        }
        return answer(asked, Base64Lines.decode(line), allowed, helo);
    }

    private Step answer(Awaits asked, byte[] octets, boolean allowed, String helo) {
        Handover handover = new Handover.Submission(helo);
        return switch (asked) {
            case PLAIN ->
                    Step.Login.of(allowed, "PLAIN", handover, () -> Credentials.plain(octets));
            case NAME -> {
                if (!allowed) {
                    yield Step.Login.of(
                            false, "LOGIN", handover, () -> Credentials.of(octets, octets));
                }
                name = octets;
                awaits = Awaits.PASSWORD;
                yield Step.line(PASSWORD);
            }
            case PASSWORD ->
                    Step.Login.of(allowed, "LOGIN", handover, () -> Credentials.of(name, octets));
            case NOTHING -> throw new IllegalStateException("no question was asked");
        };
    }
}
