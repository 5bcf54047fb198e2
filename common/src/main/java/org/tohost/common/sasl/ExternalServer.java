package org.tohost.common.sasl;

import org.tohost.common.authent.LoginName;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;

/// EXTERNAL (RFC 4422 appendix A): the client's certificate has proven who it is already.
public final class ExternalServer implements SaslServer {
    private final LoginName certified;

    /// A server for the user whom the certificate names.
    public ExternalServer(LoginName certified) {
        this.certified = certified;
    }

    @Override
    public SaslMove on(byte[] response) {
        return response.length == 0 || LoginName.of(response).equals(certified)
                ? new SaslMove.Done(new Evidence.Proven(certified))
                : new SaslMove.Failed(
                        certified.text(),
                        new Failure.Refused(Refusal.AUTHENTICATION, "authzid of another user"));
    }
}
