package org.tohost.backend.mime;

import java.util.List;
import java.util.Optional;

/// What the Content-* fields of a part say (RFC 2045, 2183, 3282, 2557, 1864). Of a field that is
/// given twice the first counts.
///
/// @param encoding the transfer encoding in lower case, `7bit` if none is given
public record PartHeader(
        MediaType type,
        String encoding,
        Optional<String> id,
        Optional<String> description,
        Optional<Disposition> disposition,
        List<String> languages,
        Optional<String> location,
        Optional<String> md5) {
    /// Copies the list.
    public PartHeader {
        languages = List.copyOf(languages);
    }

    /// {@return true if the body is not encoded, which composite types must not be (RFC 2045 6.4)}
    public boolean isIdentity() {
        return encoding.equals("7bit") || encoding.equals("8bit") || encoding.equals("binary");
    }
}
