package org.tohost.backend.smtp;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tohost.backend.delivery.Arrival;
import org.tohost.backend.delivery.Destination;
import org.tohost.backend.delivery.Envelope;
import org.tohost.backend.delivery.Intake;
import org.tohost.backend.delivery.Origin;
import org.tohost.backend.delivery.Reception;
import org.tohost.backend.delivery.Recipient;
import org.tohost.backend.delivery.Transaction;
import org.tohost.backend.delivery.Transmission;
import org.tohost.backend.server.Connection;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.common.smtp.SmtpPath;
import org.tohost.common.smtp.SmtpReply;

/// MAIL, RCPT and DATA (RFC 5321 4.1.1.2 to 4.1.1.4).
final class MailCommands {
    private final SmtpDesk desk;
    private final Connection connection;
    private @Nullable Transaction transaction;

    MailCommands(SmtpDesk desk, Connection connection) {
        this.desk = desk;
        this.connection = connection;
    }

    void reset() {
        transaction = null;
    }

    boolean inTransaction() {
        return transaction != null;
    }

    SmtpReply mail(String argument, Rights rights) {
        if (transaction != null) {
            return badSequence("MAIL was given");
        }
        SmtpPath.Parsed parsed = SmtpPath.reverse(argument);
        Optional<SmtpReply> objection =
                notAllowed(parsed.path(), rights)
                        .or(() -> Transaction.objection(parsed, desk.intake().maxSize()));
        if (objection.isPresent()) {
            return objection.get();
        }
        transaction = new Transaction(parsed);
        return SmtpReply.of(250, "2.1.0", "Sender OK");
    }

    /// RFC 6409 6.1: a user sends under the own name, or as nobody.
    private static Optional<SmtpReply> notAllowed(SmtpPath sender, Rights rights) {
        return switch (rights) {
            case Rights.None _ ->
                    Optional.of(SmtpReply.of(530, "5.7.0", "Authentication required"));
            case Rights.Inbound _ -> Optional.empty();
            case Rights.Submission submission ->
                    sender instanceof SmtpPath.Mailbox mailbox
                                    && !isOf(mailbox.address(), submission.user())
                            ? Optional.of(
                                    SmtpReply.of(550, "5.7.1", "Sender is not an address of yours"))
                            : Optional.empty();
        };
    }

    private static boolean isOf(MailAddress address, UserId user) {
        return address.folded().toString().equals(user.name());
    }

    SmtpReply rcpt(String argument, Rights rights) {
        Transaction current = transaction;
        if (current == null) {
            return badSequence("MAIL first");
        }
        SmtpPath.Parsed parsed = SmtpPath.forward(argument);
        Optional<SmtpReply> objection = current.objection(parsed, Set.of());
        if (objection.isPresent()) {
            return objection.get();
        }
        if (current.recipients().size() >= desk.intake().maxRecipients()) {
            return SmtpReply.of(452, "4.5.3", "Too many recipients");
        }
        return switch (parsed.path()) {
            case SmtpPath.Mailbox mailbox -> rcpt(current, mailbox.address(), rights);
            case SmtpPath.Postmaster _ ->
                    desk.recipients()
                            .postmaster()
                            .map(address -> rcpt(current, address, rights))
                            .orElseGet(MailCommands::unknown);
            case SmtpPath.Null _ -> unknown();
        };
    }

    private SmtpReply rcpt(Transaction current, MailAddress address, Rights rights) {
        String client = connection.client().address();
        boolean counted = rights instanceof Rights.Inbound;
        if (counted && desk.unknown().isBarred(client)) {
            throw new Failure.Refused(Refusal.LIMIT, "too many unknown recipients");
        }
        Destination destination = destination(address, rights);
        if (counted && destination instanceof Destination.UnknownUser) {
            desk.unknown().add(client);
        }
        Recipient recipient = new Recipient(address, destination, "");
        Optional<SmtpReply> objection =
                destination.objection().or(() -> desk.intake().objection(recipient, current));
        if (objection.isPresent()) {
            return objection.get();
        }
        current.add(recipient);
        return SmtpReply.of(250, "2.1.5", "Recipient OK");
    }

    /// From where a user takes mail concerns other servers, not the users of the cluster.
    private Destination destination(MailAddress address, Rights rights) {
        return switch (rights) {
            case Rights.Inbound _ -> desk.recipients().of(address, connection.client().address());
            case Rights.None _, Rights.Submission _ -> desk.recipients().of(address);
        };
    }

    private static SmtpReply unknown() {
        return new Destination.UnknownUser().objection().orElseThrow();
    }

    SmtpReply data(Transmission.Protocol protocol, Rights rights) throws IOException {
        Transaction current = transaction;
        if (current == null || current.recipients().isEmpty()) {
            return badSequence(current == null ? "MAIL first" : "No valid recipients");
        }
        boolean submission = rights instanceof Rights.Submission;
        Transmission transmission =
                new Transmission(protocol, current.utf8(), connection.client().tls(), submission);
        Origin origin = new Origin(connection.session(), connection.client(), transmission);
        Envelope envelope = new Envelope(origin, current.sender(), current.recipients());
        transaction = null;
        Intake.Kind kind = submission ? Intake.Kind.SUBMISSION : Intake.Kind.INBOUND;
        try (Arrival arrival = desk.intake().begin(envelope, kind)) {
            connection.out().write(SmtpReply.of(354, "End with <CRLF>.<CRLF>").bytes());
            arrival.receive(connection);
            return conclude(arrival);
        }
    }

    private static SmtpReply conclude(Arrival arrival) throws IOException {
        if (arrival.flaw().isPresent()) {
            return SmtpReply.of(554, "5.6.0", "Refused: " + arrival.flaw().get().text());
        }
        Reception receipt = arrival.accept();
        return receipt.full().isEmpty()
                ? SmtpReply.of(250, "2.0.0", "Queued as " + receipt.queueId())
                : receipt.refusal();
    }

    private static SmtpReply badSequence(String why) {
        return SmtpReply.of(503, "5.5.1", why);
    }
}
