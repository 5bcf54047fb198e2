package org.tohost.common.sasl;

import org.tohost.common.failure.Failure;

/// PLAIN (RFC 4616): one message says it all.
public final class PlainServer implements SaslServer {
    @Override
    public SaslMove on(byte[] response) {
        try {
            PlainMessage message = PlainMessage.parse(response);
            return new SaslMove.Done(new Evidence.Password(message.authcid(), message.password()));
        } catch (Failure.Refused e) {
            return new SaslMove.Failed("", e);
        }
    }
}
