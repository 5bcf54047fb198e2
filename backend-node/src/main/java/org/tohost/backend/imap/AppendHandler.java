package org.tohost.backend.imap;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.tohost.backend.imap.command.MailboxCommand;
import org.tohost.backend.imap.command.MailboxCommand.NewMessage;
import org.tohost.backend.store.Appended;
import org.tohost.backend.store.Flags;
import org.tohost.backend.store.Intent;
import org.tohost.backend.store.UserStore;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.common.imap.SequenceSet;

/// APPEND (RFC 9051 6.3.12), of several messages all or none (RFC 3502). They were spooled while
/// the command was read.
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
        List<Intent.Append> all = new ArrayList<>();
        for (NewMessage message : command.messages()) {
            if (!(message.message().content() instanceof SpooledLiteral literal)) {
                throw new Failure.Syntax("a message is a literal");
            }
            if (literal.size() == 0) {
                return "NO [CANNOT] A message is not empty"; // RFC 3502 3: the client gives up
            }
            Instant date = message.internalDate().orElseGet(clock::instant);
            all.add(
                    new Intent.Append(
                            command.mailbox(),
                            literal.spooled(),
                            Flags.parse(message.flags()),
                            date.truncatedTo(ChronoUnit.SECONDS)));
        }
        return append(all);
    }

    private String append(List<Intent.Append> all) {
        try {
            List<Appended> appended = mail.apply(new Intent.AppendAll(all));
            SequenceSet uids = SequenceSet.of(appended.stream().map(Appended::uid).toList());
            long validity = appended.getFirst().uidValidity();
            return "OK [APPENDUID " + validity + " " + uids + "] APPEND completed";
        } catch (Failure.Refused e) {
            if (e.refusal() == Refusal.NONEXISTENT) {
                return TRY_CREATE;
            }
            throw e;
        }
    }
}
