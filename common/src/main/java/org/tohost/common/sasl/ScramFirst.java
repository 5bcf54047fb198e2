package org.tohost.common.sasl;

import org.tohost.common.authent.LoginName;
import org.tohost.common.failure.Failure;

/// The first message of a client (RFC 5802 7): `n,,n=fred,r=nonce`.
///
/// @param bare all that follows the header
record ScramFirst(Gs2Header header, LoginName name, String nonce, String bare) {
    /// Reads the message. Extensions that need not be understood are left alone.
    ///
    /// @throws Failure.Syntax if it is something else, or asks for an extension
    static ScramFirst parse(byte[] message) {
        String text = Utf8.text(message);
        Gs2Header header = Gs2Header.parse(text);
        String bare = text.substring(header.text().length());
        String[] parts = bare.split(",", -1);
        if (parts[0].startsWith("m=")) {
            throw new Failure.Syntax("no extension of SCRAM is known here");
        }
        if (parts.length < 2) {
            throw new Failure.Syntax("expected a name and a nonce");
        }
        String name = ScramAttributes.value('n', parts[0]);
        String nonce = ScramAttributes.value('r', parts[1]);
        ScramAttributes.checkExtensions(parts, 2, parts.length);
        ScramAttributes.checkNonce(nonce);
        return new ScramFirst(header, Gs2Header.name(name), nonce, bare);
    }
}
