package org.tohost.proxy.dialogue;

import java.util.List;
import org.tohost.common.imap.ImapId;

/// What the back-end has to be told so that it can go on where the dialogue stopped.
public sealed interface Handover {
    /// A login command with this tag is to be answered. By `id` the client has introduced itself,
    /// without fields that begin with `x-`; NIL if it has not.
    record Imap(String tag, ImapId id) implements Handover {
        /// The hand-over of a client that has not introduced itself.
        public Imap(String tag) {
            this(tag, ImapId.nil());
        }
    }

    /// A login command is to be answered. Before it the back-end has to be told these commands of
    /// the client, which the dialogue has answered with +OK.
    record Pop3(List<String> replayed) implements Handover {
        /// Copies the list.
        public Pop3 {
            replayed = List.copyOf(replayed);
        }

        /// The hand-over of a client that has changed nothing.
        public Pop3() {
            this(List.of());
        }
    }

    /// An AUTHENTICATE command of ManageSieve is to be answered.
    record Sieve() implements Handover {}

    /// An AUTH command is to be answered; the client calls itself `helo`.
    record Submission(String helo) implements Handover {}

    /// A RCPT command is to be answered; the client calls itself `helo`. The lines are the client's
    /// own, without CRLF.
    record Inbound(String helo, String mail, String rcpt) implements Handover {}
}
