package org.tohost.backend.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tohost.backend.mime.Envelope;
import org.tohost.backend.mime.EnvelopeAddress;
import org.tohost.backend.mime.Outline;

/// Outlines of messages as octets. Pure; what cannot be read is
/// [org.tohost.common.failure.Failure.Syntax].
final class OutlineCodec {
    private OutlineCodec() {}

    static byte[] encode(Outline outline) {
        BinaryWriter out = new BinaryWriter().text(outline.preview());
        list(outline.envelopes(), out, OutlineCodec::envelope);
        PartCodec.write(outline.structure(), out);
        return out.toOctets();
    }

    static Outline decode(byte[] octets) {
        BinaryReader in = new BinaryReader(octets);
        String preview = in.text();
        List<Envelope> envelopes = list(in, OutlineCodec::envelope);
        return new Outline(envelopes, PartCodec.read(in), preview);
    }

    /// Writes one of several values.
    interface Writing<T> {
        /// Writes it.
        void write(T value, BinaryWriter out);
    }

    static <T> void list(List<T> values, BinaryWriter out, Writing<T> writing) {
        out.number(values.size());
        values.forEach(value -> writing.write(value, out));
    }

    static <T> List<T> list(BinaryReader in, Function<BinaryReader, T> reading) {
        int count = in.count();
        List<T> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(reading.apply(in));
        }
        return values;
    }

    static void optional(Optional<String> value, BinaryWriter out) {
        out.flag(value.isPresent());
        value.ifPresent(out::text);
    }

    static Optional<String> optional(BinaryReader in) {
        return in.flag() ? Optional.of(in.text()) : Optional.empty();
    }

    private static void envelope(Envelope envelope, BinaryWriter out) {
        optional(envelope.date(), out);
        optional(envelope.subject(), out);
        list(envelope.from(), out, OutlineCodec::address);
        addresses(envelope.sender(), envelope.from(), out);
        addresses(envelope.replyTo(), envelope.from(), out);
        list(envelope.to(), out, OutlineCodec::address);
        list(envelope.cc(), out, OutlineCodec::address);
        list(envelope.bcc(), out, OutlineCodec::address);
        optional(envelope.inReplyTo(), out);
        optional(envelope.messageId(), out);
    }

    private static Envelope envelope(BinaryReader in) {
        Optional<String> date = optional(in);
        Optional<String> subject = optional(in);
        List<EnvelopeAddress> from = list(in, OutlineCodec::address);
        return new Envelope(
                date,
                subject,
                from,
                addresses(in, from),
                addresses(in, from),
                list(in, OutlineCodec::address),
                list(in, OutlineCodec::address),
                list(in, OutlineCodec::address),
                optional(in),
                optional(in));
    }

    /// Mostly these are the same as `from`, and then they are not written.
    private static void addresses(
            List<EnvelopeAddress> addresses, List<EnvelopeAddress> from, BinaryWriter out) {
        boolean own = !addresses.equals(from);
        out.flag(own);
        if (own) {
            list(addresses, out, OutlineCodec::address);
        }
    }

    private static List<EnvelopeAddress> addresses(BinaryReader in, List<EnvelopeAddress> from) {
        return in.flag() ? list(in, OutlineCodec::address) : from;
    }

    private static void address(EnvelopeAddress address, BinaryWriter out) {
        optional(address.name(), out);
        optional(address.route(), out);
        optional(address.mailbox(), out);
        optional(address.host(), out);
    }

    private static EnvelopeAddress address(BinaryReader in) {
        return new EnvelopeAddress(optional(in), optional(in), optional(in), optional(in));
    }
}
