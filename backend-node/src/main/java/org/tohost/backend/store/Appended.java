package org.tohost.backend.store;

/// The answer to an append or a delivery (RFC 9051 7.1, APPENDUID).
public record Appended(long uidValidity, long uid) {}
