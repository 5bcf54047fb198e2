package org.tohost.backend.mime;

import java.util.List;
import java.util.Optional;

/// The fields with parameters for clients that know ASCII alone (RFC 6858 2.2): without the
/// parameters that are not ASCII. Pure.
final class SurrogateParameters {
    private SurrogateParameters() {}

    /// {@return the value of this Content-Type or Content-Disposition; nothing if it cannot be
    /// read}
    static Optional<String> of(HeaderField field) {
        ContentFields fields = new ContentFields(ContentFields.MAX);
        fields.add(field.name() + ":" + field.value());
        PartHeader header = PartHeaderReader.read(fields, MediaType.OCTETS);
        if (field.name().equalsIgnoreCase("Content-Disposition")) {
            return header.disposition().map(d -> value(d.type(), d.parameters()));
        }
        MediaType type = header.type();
        return type.equals(MediaType.OCTETS)
                ? Optional.empty()
                : Optional.of(value(type.type() + "/" + type.subtype(), type.parameters()));
    }

    private static String value(String type, List<Parameter> parameters) {
        StringBuilder value = new StringBuilder(type);
        for (Parameter parameter : parameters) {
            if (SurrogateHeader.isAscii(parameter.value())) {
                value.append(";\r\n ").append(parameter.name()).append("=\"");
                value.append(parameter.value().replace("\\", "\\\\").replace("\"", "\\\""));
                value.append('"');
            }
        }
        return value.toString();
    }
}
