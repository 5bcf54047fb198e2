package org.tohost.backend.delivery;

import java.util.List;
import java.util.Optional;
import org.tohost.backend.store.Quota;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.common.smtp.SmtpFailures;
import org.tohost.common.smtp.SmtpReply;

/// Where mail for an address goes, as this node sees it at this moment.
public sealed interface Destination {
    /// To a mailbox of this node, which may hold so much.
    record Local(UserId user, Quota quota) implements Destination {}

    /// To a mailbox of another back-end, or one that several share, in the order in which they are
    /// to be tried.
    record Elsewhere(UserId user, List<NodeId> owners) implements Destination {
        /// Copies the list.
        public Elsewhere {
            owners = List.copyOf(owners);
        }
    }

    /// Nowhere: the domain is ours and has no such user. Said by a database that answered.
    record UnknownUser() implements Destination {}

    /// Nowhere: the account is closed.
    record Closed(UserId user) implements Destination {}

    /// Nowhere: the user does not take mail from the client's address.
    record Barred(UserId user) implements Destination {}

    /// To the outside world: the domain is not ours.
    record NotOurs() implements Destination {}

    /// Not known now: the user database does not answer.
    record Unavailable(String detail) implements Destination {}

    /// Not known until an operator acts: the user has no owner, or several.
    record Undecided(UserId user, String why) implements Destination {}

    /// {@return whose mailbox it is, if it is one that takes mail}
    default Optional<UserId> mailbox() {
        return switch (this) {
            case Local(UserId user, Quota _) -> Optional.of(user);
            case Elsewhere(UserId user, List<NodeId> _) -> Optional.of(user);
            case UnknownUser _, Closed _, Barred _, NotOurs _, Unavailable _, Undecided _ ->
                    Optional.empty();
        };
    }

    /// {@return why mail for it is not accepted or handed on now: a permanent or a transient reply;
    /// nothing if it is}
    default Optional<SmtpReply> objection() {
        return switch (this) {
            case Local _, Elsewhere _ -> Optional.empty();
            case UnknownUser _ -> refused(Refusal.UNKNOWN_RECIPIENT);
            case Closed _ -> refused(Refusal.ACCOUNT);
            case Barred _ -> refused(Refusal.NOT_PERMITTED);
            case NotOurs _ -> refused(Refusal.RELAY_DENIED);
            case Unavailable(String detail) -> told(new Failure.Unavailable(detail));
            case Undecided(UserId _, String why) -> told(Failure.Unavailable.misconfigured(why));
        };
    }

    private static Optional<SmtpReply> refused(Refusal refusal) {
        return told(new Failure.Refused(refusal, "recipient"));
    }

    private static Optional<SmtpReply> told(Failure failure) {
        return Optional.of(SmtpFailures.inbound(failure));
    }
}
