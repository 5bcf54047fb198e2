package org.tohost.proxy.session;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.LookupResult;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.NodeId;
import org.tohost.common.failure.Failure;
import org.tohost.common.smtp.SmtpFailures;
import org.tohost.common.smtp.SmtpReply;
import org.tohost.proxy.guard.Recipients;

/// Which recipients a server of another make may have, which cannot hand mail on to other owners:
/// its own, and names that the user database does not know, for it may have aliases and lists. A
/// recipient of another host is to be sent apart (RFC 5321 4.5.3.1.10), and by then chooses the
/// back-end itself.
final class HostRecipients implements Recipients {
    private static final SmtpReply APART =
            SmtpReply.of(452, "4.5.3", "Send to this recipient apart from the others");

    private final SessionDesk desk;
    private final Executor eventLoop;
    private final NodeId host;

    HostRecipients(SessionDesk desk, Executor eventLoop, NodeId host) {
        this.desk = desk;
        this.eventLoop = eventLoop;
        this.host = host;
    }

    @Override
    public void judge(MailAddress recipient, Consumer<Optional<SmtpReply>> verdict) {
        try {
            desk.router().requireLocal(recipient);
        } catch (Failure.Refused e) {
            verdict.accept(Optional.of(SmtpFailures.inbound(e)));
            return;
        }
        desk.directory().lookup(eventLoop, recipient, found -> verdict.accept(refusal(found)));
    }

    private Optional<SmtpReply> refusal(Account account) {
        try {
            return desk.router().owns(host, account) ? Optional.empty() : Optional.of(APART);
        } catch (Failure.Unavailable e) {
            return Optional.of(SmtpFailures.inbound(e));
        }
    }

    private Optional<SmtpReply> refusal(LookupResult result) {
        return switch (result) {
            case LookupResult.Found(Account account) -> refusal(account);
            case LookupResult.NoSuchUser _ -> Optional.empty();
            case LookupResult.Unavailable(String detail) ->
                    Optional.of(SmtpFailures.inbound(new Failure.Unavailable(detail)));
        };
    }
}
