package org.tohost.backend.mime;

import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/// Address lists for clients that know ASCII alone (RFC 6858 2.1): display names as encoded words;
/// an address that is not ASCII gives way to one that reaches nobody, and becomes the display name
/// if there is none. Pure.
final class SurrogateAddresses {
    private static final String NOBODY = "<invalid@internationalized-address.invalid>";
    private static final Pattern DOT_ATOM = Pattern.compile("[!-~&&[^()<>\\[\\]:;@\\\\,\"]]+");
    private static final Pattern PHRASE = Pattern.compile("[ -~&&[^()<>\\[\\]:;@\\\\,.\"]]+");

    private SurrogateAddresses() {}

    /// {@return the list, empty if there is no address in this value}
    static String of(String value) {
        StringBuilder group = new StringBuilder();
        StringJoiner list = new StringJoiner(",\r\n ");
        StringJoiner members = new StringJoiner(", ");
        boolean inGroup = false;
        List<EnvelopeAddress> entries = AddressReader.read(value);
        for (EnvelopeAddress entry : entries) {
            if (entry.host().isPresent()) {
                (inGroup ? members : list).add(mailbox(entry));
            } else if (entry.mailbox().isPresent()) {
                group.setLength(0);
                group.append(phrase(HeaderField.unicode(entry.mailbox().get()))).append(": ");
                members = new StringJoiner(", ");
                inGroup = true;
            } else {
                list.add(group + members.toString() + ";");
                inGroup = false;
            }
        }
        return list.toString();
    }

    private static String mailbox(EnvelopeAddress entry) {
        String local = entry.mailbox().orElse("");
        String domain = entry.host().orElse("");
        Optional<String> name = entry.name().map(HeaderField::unicode);
        boolean reachable = !local.isEmpty() && !domain.isEmpty();
        if (!reachable || !SurrogateHeader.isAscii(local + domain)) {
            String address = reachable ? local + "@" + domain : local + domain;
            return phrase(name.orElseGet(() -> HeaderField.unicode(address))) + " " + NOBODY;
        }
        String address = quoted(DOT_ATOM, local) + "@" + domain;
        return name.map(text -> phrase(text) + " <" + address + ">").orElse(address);
    }

    private static String phrase(String text) {
        return SurrogateHeader.isAscii(text) ? quoted(PHRASE, text) : EncodedWords.of(text);
    }

    private static String quoted(Pattern plain, String text) {
        return plain.matcher(text).matches()
                ? text
                : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
