package org.tohost.common.smtp;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tohost.common.domain.ClientInfo;
import org.tohost.common.domain.IpAddress;
import org.tohost.common.failure.Failure;

/// The XCLIENT command (Postfix, XCLIENT_README): a front end tells who its client is. The values
/// are decoded; an empty one is not known.
public record Xclient(Map<Attribute, String> attributes) {
    /// The verb of the command and its keyword in the answer to EHLO.
    public static final String VERB = "XCLIENT";

    private static final String IPV6 = "IPV6:";
    private static final String UNAVAILABLE = "[UNAVAILABLE]";
    private static final Set<String> UNKNOWN = Set.of(UNAVAILABLE, "[TEMPUNAVAIL]");
    private static final int LONGEST = 255;

    /// What can be told.
    public enum Attribute {
        NAME,
        ADDR,
        PORT,
        PROTO,
        HELO,
        /// Who has logged in at the front end.
        LOGIN
    }

    /// Copies the attributes.
    public Xclient {
        attributes = Map.copyOf(attributes);
    }

    /// {@return the line of the answer to EHLO that offers all attributes}
    public static String keyword() {
        return VERB
                + Stream.of(Attribute.values())
                        .map(attribute -> " " + attribute)
                        .collect(Collectors.joining());
    }

    /// Reads what stands behind the verb.
    ///
    /// @throws Failure.Syntax if it is not attributes with their values, or one of these cannot be
    public static Xclient parse(String argument) {
        Map<Attribute, String> attributes = new EnumMap<>(Attribute.class);
        for (String item : argument.strip().split(" +", -1)) {
            int equals = item.indexOf('=');
            if (equals < 0) {
                throw new Failure.Syntax("XCLIENT takes attributes with values");
            }
            Attribute attribute = attribute(item.substring(0, equals));
            attributes.put(attribute, value(attribute, item.substring(equals + 1)));
        }
        return new Xclient(attributes);
    }

    /// {@return what to tell about this client, and who has logged in, to a server that takes these
    /// attributes; nothing if it takes none that says who the client is}
    public static Optional<String> command(
            ClientInfo client, Optional<String> login, Set<Attribute> taken) {
        Optional<IpAddress> address = IpAddress.parse(client.address());
        List<String> items = new ArrayList<>();
        for (Attribute attribute : Attribute.values()) {
            String told =
                    switch (attribute) {
                        case NAME -> UNAVAILABLE;
                        case ADDR -> address.map(Xclient::literal).orElse(UNAVAILABLE);
                        case PORT -> Integer.toString(client.port());
                        case PROTO -> "ESMTP";
                        case HELO -> client.helo().isEmpty() ? UNAVAILABLE : client.helo();
                        case LOGIN -> login.orElse(UNAVAILABLE);
                    };
            if (taken.contains(attribute)) {
                items.add(attribute + "=" + Xtext.encode(told));
            }
        }
        return taken.contains(Attribute.ADDR)
                ? Optional.of(VERB + " " + String.join(" ", items))
                : Optional.empty();
    }

    /// {@return the attributes that a server offers by this line of its answer to EHLO}
    public static Set<Attribute> offered(String line) {
        List<String> words = List.of(line.toUpperCase(Locale.ROOT).split(" +", -1));
        return words.getFirst().equals(VERB)
                ? Stream.of(Attribute.values())
                        .filter(attribute -> words.contains(attribute.name()))
                        .collect(Collectors.toSet())
                : Set.of();
    }

    /// {@return this client as the front end knows it: address, port and name, as far as they were
    /// told. Who has logged in there is nobody's business here: only signed words count for that}
    public ClientInfo about(ClientInfo client) {
        String address = attributes.getOrDefault(Attribute.ADDR, client.address());
        String port = attributes.getOrDefault(Attribute.PORT, "");
        return new ClientInfo(
                address,
                attributes.containsKey(Attribute.PORT)
                        ? port.isEmpty() ? 0 : Integer.parseInt(port)
                        : client.port(),
                client.tls(),
                attributes.getOrDefault(Attribute.HELO, client.helo()));
    }

    private static Attribute attribute(String name) {
        return Stream.of(Attribute.values())
                .filter(attribute -> attribute.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new Failure.Syntax("unknown attribute of XCLIENT"));
    }

    private static String value(Attribute attribute, String encoded) {
        String value = Xtext.decode(encoded);
        if (UNKNOWN.contains(value.toUpperCase(Locale.ROOT))) {
            return "";
        }
        if (value.length() > LONGEST || value.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            throw new Failure.Syntax("bad value in XCLIENT");
        }
        return switch (attribute) {
            case ADDR -> address(value).text();
            case PORT -> port(value);
            case NAME, PROTO, HELO, LOGIN -> value;
        };
    }

    private static IpAddress address(String value) {
        boolean prefixed = value.regionMatches(true, 0, IPV6, 0, IPV6.length());
        return IpAddress.parse(prefixed ? value.substring(IPV6.length()) : value)
                .orElseThrow(() -> new Failure.Syntax("bad ADDR in XCLIENT"));
    }

    private static String port(String value) {
        if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) > 65535) {
            throw new Failure.Syntax("bad PORT in XCLIENT");
        }
        return value;
    }

    private static String literal(IpAddress address) {
        return address.isV6() ? IPV6 + address : address.text();
    }
}
