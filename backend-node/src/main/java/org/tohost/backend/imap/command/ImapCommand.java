package org.tohost.backend.imap.command;

/// A command without its tag. The families follow the states of a session (RFC 9051 6).
public sealed interface ImapCommand
        permits SessionCommand, LoginCommand, MailboxCommand, MessageCommand {}
