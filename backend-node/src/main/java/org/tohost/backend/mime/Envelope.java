package org.tohost.backend.mime;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The envelope structure of a message (RFC 9051 7.5.2), as octet strings. `sender` and `replyTo`
/// are those of `from` if the message has none of its own.
public record Envelope(
        Optional<String> date,
        Optional<String> subject,
        List<EnvelopeAddress> from,
        List<EnvelopeAddress> sender,
        List<EnvelopeAddress> replyTo,
        List<EnvelopeAddress> to,
        List<EnvelopeAddress> cc,
        List<EnvelopeAddress> bcc,
        Optional<String> inReplyTo,
        Optional<String> messageId) {

    /// {@return the envelope that this header gives}
    public static Envelope of(HeaderBlock header) {
        List<EnvelopeAddress> from = addresses(header, "From");
        return new Envelope(
                value(header, "Date"),
                header.first("Subject").map(HeaderField::value),
                from,
                orElse(addresses(header, "Sender"), from),
                orElse(addresses(header, "Reply-To"), from),
                addresses(header, "To"),
                addresses(header, "Cc"),
                addresses(header, "Bcc"),
                value(header, "In-Reply-To"),
                value(header, "Message-ID"));
    }

    private static Optional<String> value(HeaderBlock header, String name) {
        return header.first(name).map(HeaderField::value).filter(Predicate.not(String::isEmpty));
    }

    private static List<EnvelopeAddress> addresses(HeaderBlock header, String name) {
        return header.all(name).stream()
                .flatMap(field -> AddressReader.read(field.value()).stream())
                .toList();
    }

    private static List<EnvelopeAddress> orElse(
            List<EnvelopeAddress> given, List<EnvelopeAddress> otherwise) {
        return given.isEmpty() ? otherwise : given;
    }
}
