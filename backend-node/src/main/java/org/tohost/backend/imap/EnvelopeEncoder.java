package org.tohost.backend.imap;

import java.util.List;
import org.tohost.backend.mime.Envelope;
import org.tohost.backend.mime.EnvelopeAddress;

/// Writes envelopes (RFC 9051 7.5.2).
final class EnvelopeEncoder {
    private EnvelopeEncoder() {}

    /// Adds the envelope in its parentheses.
    static void encode(ResponseText text, Envelope envelope) {
        text.add("(").nstring(envelope.date()).add(" ").nstring(envelope.subject());
        addresses(text, envelope.from());
        addresses(text, envelope.sender());
        addresses(text, envelope.replyTo());
        addresses(text, envelope.to());
        addresses(text, envelope.cc());
        addresses(text, envelope.bcc());
        text.add(" ").nstring(envelope.inReplyTo()).add(" ").nstring(envelope.messageId()).add(")");
    }

    private static void addresses(ResponseText text, List<EnvelopeAddress> addresses) {
        text.add(" ").list(addresses, "", EnvelopeEncoder::address);
    }

    private static void address(ResponseText text, EnvelopeAddress address) {
        text.add("(").nstring(address.name());
        text.add(" ").nstring(address.route());
        text.add(" ").nstring(address.mailbox());
        text.add(" ").nstring(address.host()).add(")");
    }
}
