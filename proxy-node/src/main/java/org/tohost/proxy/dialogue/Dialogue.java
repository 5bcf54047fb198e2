package org.tohost.proxy.dialogue;

import java.util.List;
import org.tohost.common.authent.ScramVerifier;
import org.tohost.common.domain.Service;
import org.tohost.common.failure.Failure;
import org.tohost.common.wire.Frame;

/// One protocol as it is spoken before the back-end takes over.
public sealed interface Dialogue permits ImapDialogue, Pop3Dialogue, SieveDialogue, SmtpDialogue {
    /// {@return the dialogue of this service; a trusted `frontEnd` may tell who its client is}
    ///
    /// @throws IllegalStateException for LMTP, which is between back-ends
    static Dialogue of(Service service, boolean frontEnd, Terms terms) {
        return switch (service) {
            case IMAP -> new ImapDialogue(terms);
            case POP3 -> new Pop3Dialogue(terms);
            case SIEVE -> new SieveDialogue(terms);
            case SMTP, SUBMISSION -> new SmtpDialogue(service, frontEnd, terms);
            case LMTP -> throw new IllegalStateException("LMTP is between back-ends");
        };
    }

    /// {@return what to do when the client has connected}
    List<Step> greeting();

    /// {@return what to do now that there is TLS: before the greeting, or behind [Step.StartTls]}
    List<Step> secured(TlsFacts facts);

    /// {@return what to do about this frame}
    List<Step> on(Frame frame);

    /// {@return what to do now that [Step.AskVerifier] is answered}
    List<Step> told(ScramVerifier verifier);

    /// {@return what to do after the step that waited failed; the client may try again}
    List<Step> failed(Failure failure);

    /// {@return the last words to the client}
    byte[] farewell(Farewell reason);
}
