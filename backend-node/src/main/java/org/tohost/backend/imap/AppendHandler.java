package org.tohost.backend.imap;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.tohost.backend.imap.command.MailboxCommand;
import org.tohost.backend.store.Appended;
import org.tohost.backend.store.Flags;
import org.tohost.backend.store.Intent;
import org.tohost.backend.store.UserStore;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;

/// APPEND (RFC 9051 6.3.12). The message was spooled while the command was read.
final class AppendHandler {
    /// The answer if there is no such mailbox.
    static final String TRY_CREATE = "NO [TRYCREATE] No such mailbox";

    private final UserStore mail;
    private final Clock clock;

    AppendHandler(UserStore mail, Clock clock) {
        this.mail = mail;
        this.clock = clock;
    }

    /// {@return how the command ended}
    String append(MailboxCommand.Append command) {
        if (!(command.message().content() instanceof SpooledLiteral literal)) {
            throw new Failure.Syntax("a message is a literal");
        }
        if (literal.size() == 0) {
            return "NO [CANNOT] A message is not empty";
        }
        Instant date = command.internalDate().orElseGet(clock::instant);
        try {
            Appended appended =
                    mail.apply(
                            new Intent.Append(
                                    command.mailbox(),
                                    literal.spooled(),
                                    Flags.parse(command.flags()),
                                    date.truncatedTo(ChronoUnit.SECONDS)));
            return "OK [APPENDUID "
                    + appended.uidValidity()
                    + " "
                    + appended.uid()
                    + "] APPEND completed";
        } catch (Failure.Refused e) {
            if (e.refusal() == Refusal.NONEXISTENT) {
                return TRY_CREATE;
            }
            throw e;
        }
    }
}
