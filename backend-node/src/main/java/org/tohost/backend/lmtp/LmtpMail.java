package org.tohost.backend.lmtp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
import org.tohost.common.failure.Failure;
import org.tohost.common.smtp.SmtpFailures;
import org.tohost.common.smtp.SmtpPath;
import org.tohost.common.smtp.SmtpReply;

/// MAIL, RCPT and DATA as LMTP has them: DATA is answered once for each recipient (RFC 2033 4.2).
final class LmtpMail {
    /// The parameter of RCPT, announced by LHLO, that names the hand-over of this recipient: it is
    /// delivered once under that name.
    static final String DELIVERY_ID = "XDELIVERYID";

    private final LmtpDesk desk;
    private final Connection connection;
    private @Nullable Transaction transaction;
    private final List<Destination> accepted = new ArrayList<>();

    LmtpMail(LmtpDesk desk, Connection connection) {
        this.desk = desk;
        this.connection = connection;
    }

    void reset() {
        transaction = null;
        accepted.clear();
    }

    SmtpReply mail(String argument) {
        if (transaction != null) {
            return badSequence("MAIL was given");
        }
        SmtpPath.Parsed parsed = SmtpPath.reverse(argument);
        Optional<SmtpReply> objection = Transaction.objection(parsed, Long.MAX_VALUE);
        if (objection.isPresent()) {
            return objection.get();
        }
        reset();
        transaction = new Transaction(parsed);
        return SmtpReply.of(250, "2.1.0", "Sender OK");
    }

    SmtpReply rcpt(String argument) {
        Transaction current = transaction;
        if (current == null) {
            return badSequence("MAIL first");
        }
        SmtpPath.Parsed parsed = SmtpPath.forward(argument);
        // whose word counts for what is a repetition: that of nodes
        Set<String> ofNodes = connection.ticket().isPresent() ? Set.of(DELIVERY_ID) : Set.of();
        Optional<SmtpReply> objection = current.objection(parsed, ofNodes);
        if (objection.isPresent()) {
            return objection.get();
        }
        if (accepted.size() >= desk.intake().maxRecipients()) {
            return SmtpReply.of(452, "4.5.3", "Too many recipients");
        }
        return switch (parsed.path()) {
            case SmtpPath.Mailbox mailbox -> rcpt(current, mailbox.address(), parsed);
            case SmtpPath.Postmaster _, SmtpPath.Null _ ->
                    new Destination.UnknownUser().objection().orElseThrow();
        };
    }

    private SmtpReply rcpt(Transaction current, MailAddress address, SmtpPath.Parsed parsed) {
        Destination destination = desk.recipients().of(address);
        if (destination instanceof Destination.Elsewhere) {
            return SmtpReply.of(451, "4.3.0", "Recipient does not belong to this node");
        }
        Recipient recipient = new Recipient(address, destination, handOver(parsed));
        Optional<SmtpReply> objection =
                destination.objection().or(() -> desk.intake().objection(recipient, current));
        if (objection.isPresent()) {
            return objection.get();
        }
        current.add(recipient);
        accepted.add(destination);
        return SmtpReply.of(250, "2.1.5", "Recipient OK");
    }

    /// The value is the queue id of the node that hands over.
    private static String handOver(SmtpPath.Parsed parsed) {
        String queueId = parsed.parameters().values().getOrDefault(DELIVERY_ID, "");
        if (!queueId.matches("[A-Za-z0-9_-]{0,64}")) {
            throw new Failure.Syntax(DELIVERY_ID + " is not a queue id");
        }
        return queueId;
    }

    List<SmtpReply> data(String argument) throws IOException {
        Transaction current = transaction;
        if (current == null || accepted.isEmpty() || !argument.isEmpty()) {
            return List.of(badSequence("MAIL and RCPT first")); // RFC 2033 4.2: 503
        }
        Transmission transmission =
                new Transmission(
                        Transmission.Protocol.LMTP,
                        current.utf8(),
                        connection.client().tls(),
                        true);
        Origin origin = new Origin(connection.session(), connection.client(), transmission);
        Envelope envelope = new Envelope(origin, current.sender(), current.recipients());
        List<Destination> named = List.copyOf(accepted);
        reset();
        try (Arrival arrival = desk.intake().begin(envelope, Intake.Kind.HAND_OVER)) {
            connection.out().write(SmtpReply.of(354, "End with <CRLF>.<CRLF>").bytes());
            arrival.receive(connection);
            return conclude(arrival, named);
        }
    }

    private static List<SmtpReply> conclude(Arrival arrival, List<Destination> named)
            throws IOException {
        if (arrival.flaw().isPresent()) {
            String flaw = arrival.flaw().get().text();
            return all(named, SmtpReply.of(554, "5.6.0", "Refused: " + flaw));
        }
        try {
            Reception receipt = arrival.accept();
            SmtpReply done = SmtpReply.of(250, "2.1.5", "Delivered as " + receipt.queueId());
            return named.stream().map(d -> receipt.objection(d).orElse(done)).toList();
        } catch (Failure e) {
            return all(named, SmtpFailures.inbound(e));
        }
    }

    private static List<SmtpReply> all(List<Destination> named, SmtpReply reply) {
        return Collections.nCopies(named.size(), reply);
    }

    private static SmtpReply badSequence(String why) {
        return SmtpReply.of(503, "5.5.1", why);
    }
}
