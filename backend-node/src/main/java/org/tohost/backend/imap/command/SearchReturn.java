package org.tohost.backend.imap.command;

/// What a search is to answer (RFC 4731 3.1, RFC 5267 3.1), or to do with what it finds.
public enum SearchReturn {
    MIN,
    MAX,
    COUNT,
    ALL,
    /// `$` stands for what is found from now on (RFC 5182 2.1).
    SAVE
}
