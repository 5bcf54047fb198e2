package org.tohost.common.imap;

/// The octets of a literal, wherever they lie: in memory, or on disk if there are many.
public interface LiteralContent {
    /// {@return how many octets there are}
    long size();

    /// {@return all octets}
    byte[] octets();
}
