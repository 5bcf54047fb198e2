package org.tohost.backend.mime;

import java.util.List;

/// The value of Content-Disposition (RFC 2183): `inline`, `attachment` or another word in lower
/// case, and the parameters in their order.
public record Disposition(String type, List<Parameter> parameters) {
    /// Copies the list.
    public Disposition {
        parameters = List.copyOf(parameters);
    }
}
