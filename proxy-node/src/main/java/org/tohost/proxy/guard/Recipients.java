package org.tohost.proxy.guard;

import java.util.Optional;
import java.util.function.Consumer;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.smtp.SmtpReply;

/// Knows which recipients belong to the server that a session was handed over to.
@FunctionalInterface
public interface Recipients {
    /// Finds out whether the server may have this recipient: the verdict is the refusal, or nothing
    /// if it may. It is given on the event loop of the session, within the call or later.
    void judge(MailAddress recipient, Consumer<Optional<SmtpReply>> verdict);
}
