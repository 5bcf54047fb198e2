package org.tohost.backend.mime;

import java.util.List;
import java.util.Optional;

/// The value of Content-Type (RFC 2045 5.1): type and subtype in lower case, the parameters in
/// their order.
public record MediaType(String type, String subtype, List<Parameter> parameters) {
    /// What a part is that does not say: `text/plain; charset=us-ascii` (RFC 2045 5.2).
    public static final MediaType TEXT_PLAIN =
            new MediaType("text", "plain", List.of(new Parameter("charset", "us-ascii")));

    /// What a part of `multipart/digest` is that does not say (RFC 2046 5.1.5).
    public static final MediaType MESSAGE = new MediaType("message", "rfc822", List.of());

    /// What a part counts as whose type cannot be taken at its word.
    public static final MediaType OCTETS = new MediaType("application", "octet-stream", List.of());

    /// Copies the list.
    public MediaType {
        parameters = List.copyOf(parameters);
    }

    /// {@return true for `message/rfc822` and its international sibling (RFC 6532 3.7)}
    public boolean isMessage() {
        return type.equals("message") && (subtype.equals("rfc822") || subtype.equals("global"));
    }

    /// {@return true for any `multipart`}
    public boolean isMultipart() {
        return type.equals("multipart");
    }

    /// {@return true for any `text`}
    public boolean isText() {
        return type.equals("text");
    }

    /// {@return the value of the first parameter of this name, which is given in lower case}
    public Optional<String> parameter(String name) {
        return parameters.stream()
                .filter(p -> p.name().equals(name))
                .map(Parameter::value)
                .findFirst();
    }
}
