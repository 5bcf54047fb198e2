package org.tohost.backend.imap;

import java.time.Instant;
import java.util.List;
import org.tohost.backend.imap.order.BaseSubject;
import org.tohost.backend.mime.Envelope;
import org.tohost.backend.mime.EnvelopeAddress;
import org.tohost.backend.mime.HeaderField;
import org.tohost.backend.mime.SentTime;
import org.tohost.backend.store.Message;

/// What of an envelope SORT and THREAD compare (RFC 5256 2, 3).
final class EnvelopeWords {
    private EnvelopeWords() {}

    /// {@return the local part of the first address, empty if there is none}
    static String first(List<EnvelopeAddress> addresses) {
        return addresses.stream()
                .findFirst()
                .flatMap(EnvelopeAddress::mailbox)
                .map(HeaderField::decoded)
                .orElse("");
    }

    /// {@return the base of the subject}
    static BaseSubject subject(Envelope envelope) {
        return BaseSubject.of(envelope.subject().map(HeaderField::decoded).orElse(""));
    }

    /// {@return when the message was sent; if it does not tell, INTERNALDATE}
    static Instant sent(Message message, Envelope envelope) {
        return envelope.date().flatMap(SentTime::of).orElse(message.internalDate());
    }
}
