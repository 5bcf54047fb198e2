package org.tohost.backend.delivery;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.backend.store.Body;
import org.tohost.backend.store.QueueEntry;
import org.tohost.backend.store.QueuedRecipient;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.UserId;
import org.tohost.common.smtp.SmtpReply;

/// The ways by which mail leaves the queue. Where a recipient belongs is looked up at each try: it
/// may have changed since the message was accepted. Any thread.
final class Routes {
    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

    private final Function<Asked, Destination> finding;
    private final LocalDelivery local;
    private final OwnerRelay relay;
    private final HandOverSlots slots;
    private final Consumer<String> freed;

    /// Whose destination is to be found.
    record Asked(QueueEntry entry, MailAddress address) {}

    /// `finding` says where a recipient belongs; `freed` is told of entries that need not stand in
    /// line for a node any longer.
    Routes(
            Function<Asked, Destination> finding,
            LocalDelivery local,
            OwnerRelay relay,
            HandOverSlots slots,
            Consumer<String> freed) {
        this.finding = finding;
        this.local = local;
        this.relay = relay;
        this.slots = slots;
        this.freed = freed;
    }

    /// What was answered for a recipient, and by whom.
    record Answer(String relay, SmtpReply reply) {}

    /// Tries these recipients, given by their places in the entry. Those of different nodes are
    /// handed over side by side; of nodes that share a mailbox the next is tried when one does not
    /// answer. Recipients whose node is busy are not tried, and the entry stands in line.
    ///
    /// @return the answer for each that was tried
    Map<Integer, Answer> send(QueueEntry entry, Body body, List<Integer> places) {
        Map<Integer, Answer> answers = new ConcurrentHashMap<>();
        Map<List<NodeId>, SortedMap<Integer, QueuedRecipient>> hops = new HashMap<>();
        for (int place : places) {
            QueuedRecipient recipient = entry.recipients().get(place);
            Destination destination = finding.apply(new Asked(entry, recipient.address()));
            switch (destination) {
                case Destination.Local here ->
                        answers.put(
                                place, new Answer("local", local.deliver(entry, recipient, here)));
                case Destination.Elsewhere(UserId _, List<NodeId> owners) ->
                        hops.computeIfAbsent(owners, _ -> new TreeMap<>()).put(place, recipient);
                case Destination.UnknownUser _,
                        Destination.Closed _,
                        Destination.Barred _,
                        Destination.NotOurs _,
                        Destination.Unavailable _,
                        Destination.Undecided _ ->
                        answers.put(
                                place, new Answer("none", destination.objection().orElseThrow()));
            }
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            hops.forEach((nodes, group) -> {
                HandOver mail = new HandOver(entry, body, List.copyOf(group.values()));
                List<Integer> tried = List.copyOf(group.keySet());
                threads.execute(() -> answers.putAll(handOver(nodes, mail, tried)));
            });
        }
        return answers;
    }

    /// {@return the answers, or none at all if the entry stands in line now}
    private Map<Integer, Answer> handOver(List<NodeId> nodes, HandOver mail, List<Integer> places) {
        Map<Integer, Answer> answers = new HashMap<>();
        for (NodeId node : nodes) {
            if (!slots.enter(node, mail.entry().queueId())) {
                return Map.of();
            }
            Receipt receipt;
            try {
                receipt = deliver(node, mail);
            } finally {
                slots.leave(node).forEach(freed);
            }
            for (int i = 0; i < places.size(); i++) {
                answers.put(places.get(i), new Answer(node.name(), receipt.replies().get(i)));
            }
            if (receipt.answered()) {
                return answers;
            }
        }
        return answers;
    }

    /// A defect puts off these recipients and holds nothing else up.
    private Receipt deliver(NodeId node, HandOver mail) {
        try {
            return relay.deliver(node, mail);
        } catch (RuntimeException e) {
            LOG.error("hand-over of {} to {} met a defect", mail.entry().queueId(), node, e);
            return new Receipt(
                    Collections.nCopies(
                            mail.recipients().size(), SmtpReply.of(451, "4.3.0", "Internal error")),
                    true);
        }
    }
}
