package org.tohost.backend.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.james.mime4j.dom.address.Address;
import org.apache.james.mime4j.dom.address.DomainList;
import org.apache.james.mime4j.dom.address.Group;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.field.address.LenientAddressParser;
import org.apache.james.mime4j.stream.ParserCursor;
import org.apache.james.mime4j.util.ByteSequence;
import org.apache.james.mime4j.util.ContentUtil;
import org.jspecify.annotations.Nullable;

/// Reads address lists, however broken, into the flat form of the envelope.
final class AddressReader {
    /// A name that is itself an address, not in quotes although it has to be.
    private static final Pattern ADDRESS_AS_NAME =
            Pattern.compile("(^|,)\\s*([^\",<>():;@\\\\]*@[^\",<>():;\\\\]*)<");

    private AddressReader() {}

    /// {@return the addresses in the value of a field; none if it makes no sense at all}
    static List<EnvelopeAddress> read(String value) {
        String quoted = ADDRESS_AS_NAME.matcher(Veil.over(value)).replaceAll("$1\"$2\"<");
        ByteSequence octets = ContentUtil.encode(StandardCharsets.UTF_8, quoted);
        List<EnvelopeAddress> entries = new ArrayList<>();
        for (Address address : parse(octets)) {
            if (address instanceof Group group) {
                entries.add(EnvelopeAddress.groupStart(unveil(group.getName())));
                group.getMailboxes().forEach(mailbox -> entries.add(entry(mailbox)));
                entries.add(EnvelopeAddress.groupEnd());
            } else if (address instanceof Mailbox mailbox) {
                entries.add(entry(mailbox));
            }
        }
        return entries;
    }

    private static List<Address> parse(ByteSequence octets) {
        try {
            return LenientAddressParser.DEFAULT.parseAddressList(
                    octets, new ParserCursor(0, octets.length()));
        } catch (RuntimeException e) {
            return List.of(); // the lenient parser promises not to; mail must not depend on it
        }
    }

    private static EnvelopeAddress entry(Mailbox mailbox) {
        return new EnvelopeAddress(
                text(mailbox.getName()),
                Optional.ofNullable(mailbox.getRoute())
                        .filter(route -> !route.isEmpty())
                        .map(AddressReader::route),
                Optional.of(
                        Optional.ofNullable(mailbox.getLocalPart())
                                .map(AddressReader::unveil)
                                .orElse("")),
                Optional.of(text(mailbox.getDomain()).orElse("")));
    }

    private static String route(DomainList route) {
        return route.stream().map(domain -> "@" + unveil(domain)).collect(Collectors.joining(","));
    }

    private static Optional<String> text(@Nullable String value) {
        return Optional.ofNullable(value).map(AddressReader::unveil).filter(t -> !t.isEmpty());
    }

    private static String unveil(String text) {
        return Veil.off(text).strip();
    }
}
