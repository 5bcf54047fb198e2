package org.tohost.common.sasl;

import java.util.function.Function;
import org.tohost.common.authent.LoginName;
import org.tohost.common.authent.ScramVerifier;
import org.tohost.common.failure.Failure;

/// What a server does about a response of the client.
public sealed interface SaslMove {
    /// Send this challenge; a response follows.
    record Challenge(byte[] octets) implements SaslMove {}

    /// Look up what the user database keeps of this user's password, and go on with it; for users
    /// of whom it keeps nothing, with what is in no way different to the client.
    record AskVerifier(LoginName name, Function<ScramVerifier, SaslMove> then)
            implements SaslMove {}

    /// The mechanism is over, and this has come of it.
    record Done(Evidence evidence) implements SaslMove {}

    /// The mechanism is over, and the client has not shown who it is. The name, for the log, is the
    /// one it gave; empty if it gave none.
    record Failed(String name, Failure.Refused failure) implements SaslMove {}
}
