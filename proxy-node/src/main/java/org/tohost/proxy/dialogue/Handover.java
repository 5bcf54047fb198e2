package org.tohost.proxy.dialogue;

/// What the back-end has to be told so that it can go on where the dialogue stopped.
public sealed interface Handover {
    /// A login command with this tag is to be answered.
    record Imap(String tag) implements Handover {}

    /// A login command is to be answered.
    record Pop3() implements Handover {}

    /// An AUTH command is to be answered; the client calls itself `helo`.
    record Submission(String helo) implements Handover {}

    /// A RCPT command is to be answered; the client calls itself `helo`. The lines are the client's
    /// own, without CRLF.
    record Inbound(String helo, String mail, String rcpt) implements Handover {}
}
