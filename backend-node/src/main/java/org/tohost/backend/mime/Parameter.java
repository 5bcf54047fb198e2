package org.tohost.backend.mime;

/// A parameter of a structured field: its name in lower case, its value unquoted and otherwise as
/// written (the pieces of RFC 2231 are not put together).
public record Parameter(String name, String value) {}
