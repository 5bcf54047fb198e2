package org.tohost.common.imap;

/// A piece of a command as it arrived. A command is a text, or texts with literals between them; a
/// text before a literal ends with the mark of that literal (`{12}`).
public sealed interface CommandPart {
    /// A line without its CRLF, including the mark at its end.
    record Text(byte[] octets) implements CommandPart {}

    /// What the mark before it announced.
    record Literal(LiteralContent content) implements CommandPart {}
}
