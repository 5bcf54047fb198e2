package org.tohost.proxy.dialogue;

import java.util.List;
import java.util.Optional;
import org.tohost.common.failure.Failure;
import org.tohost.common.smtp.SmtpCommand;
import org.tohost.common.smtp.SmtpPath;
import org.tohost.common.smtp.SmtpReply;

/// The beginning of a mail transaction of another server. MAIL is held back until the first
/// recipient shows where it has to go: the back-end answers both.
final class Envelope {
    private String mail = "";

    void reset() {
        mail = "";
    }

    boolean isOpen() {
        return !mail.isEmpty();
    }

    /// MAIL, RCPT and DATA, in this order.
    List<Step> on(SmtpCommand command, String helo) {
        return switch (command.verb()) {
            case "MAIL" -> mail(command);
            case "RCPT" -> rcpt(command, helo);
            default -> outOfOrder(mail.isEmpty() ? "MAIL comes first" : "No valid recipients");
        };
    }

    private List<Step> mail(SmtpCommand command) {
        if (!mail.isEmpty()) {
            return outOfOrder("Only one MAIL at a time");
        }
        try {
            SmtpPath.reverse(command.argument());
        } catch (Failure.Syntax e) {
            return List.of(reply(SmtpReply.of(501, "5.1.7", String.valueOf(e.getMessage()))));
        }
        mail = "MAIL " + command.argument();
        return List.of(reply(SmtpReply.of(250, "2.1.0", "Ok")));
    }

    private List<Step> rcpt(SmtpCommand command, String helo) {
        if (mail.isEmpty()) {
            return outOfOrder("MAIL comes first");
        }
        SmtpPath path;
        try {
            path = SmtpPath.forward(command.argument()).path();
        } catch (Failure.Syntax e) {
            return List.of(reply(SmtpReply.of(501, "5.1.3", String.valueOf(e.getMessage()))));
        }
        Handover handover = new Handover.Inbound(helo, mail, "RCPT " + command.argument());
        return List.of(
                switch (path) {
                    case SmtpPath.Mailbox mailbox ->
                            new Step.Deliver(Optional.of(mailbox.address()), handover);
                    case SmtpPath.Postmaster _ -> new Step.Deliver(Optional.empty(), handover);
                    case SmtpPath.Null _ ->
                            throw new IllegalStateException("a recipient is never empty");
                });
    }

    private static List<Step> outOfOrder(String text) {
        return List.of(reply(SmtpReply.of(503, "5.5.1", text)));
    }

    private static Step reply(SmtpReply reply) {
        return new Step.Reply(reply.bytes());
    }
}
