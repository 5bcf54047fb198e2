package org.tohost.backend.mime;

/// Where a part lies in its message, in octets from the start of the message: the header with the
/// blank line that ends it from `headerStart` to `bodyStart`, the body from there to `end`.
///
/// `lines` counts the line feeds in the body. The line break in front of a boundary belongs to the
/// boundary (RFC 2046 5.1.1).
public record Extent(long headerStart, long bodyStart, long end, long lines) {
    /// {@return the octets of the header with its blank line}
    public long headerSize() {
        return bodyStart - headerStart;
    }

    /// {@return the octets of the body, as encoded}
    public long bodySize() {
        return end - bodyStart;
    }
}
