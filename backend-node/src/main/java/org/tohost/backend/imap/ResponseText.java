package org.tohost.backend.imap;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.tohost.backend.mime.Parameter;
import org.tohost.common.imap.ImapString;

/// Puts a response together, an octet a character.
final class ResponseText {
    private final StringBuilder text = new StringBuilder();

    /// Adds it as it is.
    ResponseText add(String octets) {
        text.append(octets);
        return this;
    }

    /// Adds a number.
    ResponseText add(long number) {
        text.append(number);
        return this;
    }

    /// Adds a string: quoted, or as a literal.
    ResponseText string(String octets) {
        return add(encoded(octets));
    }

    /// Adds a string, or NIL for nothing.
    ResponseText nstring(Optional<String> octets) {
        return add(octets.map(ResponseText::encoded).orElse("NIL"));
    }

    /// Adds octets as a literal.
    ResponseText literal(byte[] octets) {
        return add("{").add(octets.length)
                .add("}\r\n")
                .add(new String(octets, StandardCharsets.ISO_8859_1));
    }

    /// Adds `(a b ...)`, or NIL if there are none.
    <T> ResponseText list(Collection<T> items, String between, BiConsumer<ResponseText, T> item) {
        if (items.isEmpty()) {
            return add("NIL");
        }
        String separator = "(";
        for (T each : items) {
            add(separator);
            item.accept(this, each);
            separator = between;
        }
        return add(")");
    }

    /// Adds `("name" "value" ...)`, or NIL if there are none.
    ResponseText parameters(List<Parameter> parameters) {
        return list(parameters, " ", (t, p) -> t.string(p.name()).add(" ").string(p.value()));
    }

    /// {@return how many octets there are}
    int length() {
        return text.length();
    }

    /// {@return what there is, and begins anew}
    String take() {
        String taken = text.toString();
        text.setLength(0);
        return taken;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private static String encoded(String octets) {
        byte[] bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
        return new String(ImapString.string(bytes), StandardCharsets.ISO_8859_1);
    }
}
