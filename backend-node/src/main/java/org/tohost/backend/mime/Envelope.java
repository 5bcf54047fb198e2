package org.tohost.backend.mime;

import java.util.ArrayList;
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
    /// How many octets of address lists of one kind are read; what is behind is not listed. An
    /// address may be two octets long, and is a hundred times that in memory.
    private static final int MAX_ADDRESSES = 64 * 1024;

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
        List<EnvelopeAddress> all = new ArrayList<>();
        int room = MAX_ADDRESSES;
        for (HeaderField field : header.all(name)) {
            String value = field.value();
            if (value.length() > room) {
                int comma = value.lastIndexOf(',', room);
                all.addAll(AddressReader.read(value.substring(0, Math.max(0, comma))));
                return all;
            }
            room -= value.length() + 1;
            all.addAll(AddressReader.read(value));
        }
        return all;
    }

    private static List<EnvelopeAddress> orElse(
            List<EnvelopeAddress> given, List<EnvelopeAddress> otherwise) {
        return given.isEmpty() ? otherwise : given;
    }
}
