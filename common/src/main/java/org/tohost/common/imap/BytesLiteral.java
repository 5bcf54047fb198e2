package org.tohost.common.imap;

/// A literal in memory.
public record BytesLiteral(byte[] octets) implements LiteralContent {
    @Override
    public long size() {
        return octets.length;
    }
}
