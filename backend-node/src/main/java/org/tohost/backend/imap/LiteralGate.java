package org.tohost.backend.imap;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.tohost.backend.imap.command.AppendPrefix;
import org.tohost.backend.store.Usage;
import org.tohost.backend.store.UserStore;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.common.imap.CommandPart;
import org.tohost.common.imap.ImapFailures;
import org.tohost.common.imap.MailboxEncoding;
import org.tohost.common.wire.LiteralMark;

/// Decides on a literal before a single octet of it is read: the message of an APPEND goes to the
/// spool if there is a mailbox for it, everything else has to be small.
final class LiteralGate {
    private static final int MAX = 64 * 1024;
    private static final int MAX_MESSAGES = 1000;
    private static final long MAX_TOGETHER = 1L << 30;
    private static final int MAX_BEFORE_LOGIN = 1024;

    /// LOGIN has its name in a literal, and a line, before it begins the last one.
    private static final int PARTS_OF_LOGIN = 3;

    private final Supplier<SessionState> state;
    private final long appendLimit;

    LiteralGate(Supplier<SessionState> state, long appendLimit) {
        this.state = state;
        this.appendLimit = appendLimit;
    }

    /// What is to be done with a literal.
    sealed interface Admission {
        /// Keep it in memory.
        record InMemory() implements Admission {}

        /// Spool it.
        ///
        /// @param further true if others of the same command lie there already
        record InSpool(boolean further) implements Admission {}

        /// Do not take it, and answer this.
        record Refuse(String response) implements Admission {}
    }

    /// {@return what is to be done with the literal that this mark announces at the end of the
    /// command so far}
    Admission admit(List<CommandPart> begun, LiteralMark mark) {
        return switch (state.get()) {
            case SessionState.NotAuthenticated() ->
                    begun.size() > PARTS_OF_LOGIN
                            ? new Admission.Refuse("BAD Too many literals")
                            : small(mark, MAX_BEFORE_LOGIN);
            case SessionState.Authenticated(UserStore mail) -> afterLogin(begun, mark, mail);
            case SessionState.Selected(UserStore mail, SelectedMailbox _) ->
                    afterLogin(begun, mark, mail);
            case SessionState.LoggedOut() -> new Admission.Refuse("BAD Logged out");
        };
    }

    private Admission afterLogin(List<CommandPart> begun, LiteralMark mark, UserStore mail) {
        Optional<String> mailbox = AppendPrefix.mailbox(begun, MailboxEncoding.MODIFIED_UTF7);
        if (mailbox.isEmpty()) {
            return small(mark, MAX);
        }
        Usage before = spooled(begun);
        if (mark.size() > appendLimit) {
            return new Admission.Refuse(
                    "NO [TOOBIG] A message has at most " + appendLimit + " octets");
        }
        Usage all = before.plus(new Usage(mark.size(), 1));
        if (all.messages() > MAX_MESSAGES || all.octets() > MAX_TOGETHER) {
            return new Admission.Refuse("NO [LIMIT] Too much for one command");
        }
        if (mail.view().mailbox(mailbox.get()).isEmpty()) {
            return new Admission.Refuse(AppendHandler.TRY_CREATE);
        }
        return mail.hasRoom(all)
                ? new Admission.InSpool(before.messages() > 0)
                : new Admission.Refuse(ImapFailures.response(full()));
    }

    private static Failure full() {
        return new Failure.Refused(Refusal.OVER_QUOTA, "no room for the literal");
    }

    /// {@return what the messages before amount to (RFC 3502)}
    private static Usage spooled(List<CommandPart> begun) {
        Usage usage = Usage.NONE;
        for (CommandPart part : begun) {
            if (part instanceof CommandPart.Literal(SpooledLiteral literal)) {
                usage = usage.plus(new Usage(literal.size(), 1));
            }
        }
        return usage;
    }

    private static Admission small(LiteralMark mark, int most) {
        if (mark.literal8()) {
            return new Admission.Refuse("BAD Only a message may be binary"); // RFC 3516 4.4
        }
        return mark.size() <= most
                ? new Admission.InMemory()
                : new Admission.Refuse(
                        "BAD [TOOBIG] A literal has at most " + most + " octets here");
    }
}
