package org.tohost.common.sasl;

import org.tohost.common.failure.Failure;

/// The last message of a client (RFC 5802 7): `c=biws,r=nonce,p=proof`.
///
/// @param binding header and data of the channel binding
/// @param withoutProof what the proof is about, of this message
record ScramFinal(byte[] binding, String nonce, byte[] proof, String withoutProof) {
    private static final int PROOF = 32;

    /// Reads the message.
    ///
    /// @throws Failure.Syntax if it is something else
    static ScramFinal parse(byte[] message) {
        String text = Utf8.text(message);
        String[] parts = text.split(",", -1);
        if (parts.length < 3) {
            throw new Failure.Syntax("expected channel binding, nonce and proof");
        }
        byte[] binding = ScramAttributes.octets('c', parts[0]);
        String nonce = ScramAttributes.value('r', parts[1]);
        ScramAttributes.checkExtensions(parts, 2, parts.length - 1);
        String last = parts[parts.length - 1];
        byte[] proof = ScramAttributes.octets('p', last);
        if (proof.length != PROOF) {
            throw new Failure.Syntax("a proof has " + PROOF + " octets");
        }
        String without = text.substring(0, text.length() - last.length() - 1);
        return new ScramFinal(binding, nonce, proof, without);
    }
}
