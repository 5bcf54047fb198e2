package org.tohost.backend.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/// The fields of the parts of checkpoints. Pure.
final class KeptCodec {
    static final int BEGUN = 32;
    static final int MAILBOX = 33;
    static final int MESSAGES = 34;
    static final int DELIVERIES = 35;
    static final int ENDED = 36;

    private KeptCodec() {}

    /// {@return the type}
    static int write(Kept part, BinaryWriter out) {
        return switch (part) {
            case Kept.Begun p -> {
                out.flag(p.owned()).number(p.lastMailboxId()).number(p.lastUidValidity());
                out.number(p.subscriptions().size());
                p.subscriptions().forEach(out::text);
                MailboxCodec.write(p.imports(), out);
                yield BEGUN;
            }
            case Kept.Mailbox p -> {
                write(p.mailbox(), out);
                out.flag(p.deletedAt().isPresent());
                p.deletedAt().ifPresent(out::instant);
                yield MAILBOX;
            }
            case Kept.Messages p -> {
                out.number(p.mailbox()).flag(p.gone());
                out.octets(PackedMessages.of(p.messages().toArray(Message[]::new)).row());
                yield MESSAGES;
            }
            case Kept.Deliveries p -> {
                out.number(p.deliveries().size());
                for (Kept.Delivery each : p.deliveries()) {
                    out.text(each.id()).octets(IndexRows.delivery(each.delivered()));
                }
                yield DELIVERIES;
            }
            case Kept.Ended _ -> ENDED;
        };
    }

    static Kept.Begun readBegun(BinaryReader in) {
        boolean owned = in.flag();
        long lastMailboxId = in.number();
        long lastUidValidity = in.number();
        NavigableSet<String> names = new TreeSet<>();
        for (int i = in.count(); i > 0; i--) {
            names.add(in.text());
        }
        return new Kept.Begun(
                owned,
                lastMailboxId,
                lastUidValidity,
                Collections.unmodifiableNavigableSet(names),
                MailboxCodec.readImports(in));
    }

    static Kept.Mailbox readMailbox(BinaryReader in) {
        MailboxView mailbox =
                new MailboxView(
                        in.number(),
                        in.text(),
                        in.number(),
                        in.number(),
                        in.number(),
                        MailboxTraits.read(in),
                        MessageList.EMPTY,
                        new Gone(in.number(), MailboxCodec.readMarks(in), MessageList.EMPTY));
        return new Kept.Mailbox(mailbox, in.flag() ? Optional.of(in.instant()) : Optional.empty());
    }

    static Kept.Messages readMessages(BinaryReader in) {
        return new Kept.Messages(
                in.number(), in.flag(), List.of(PackedMessages.read(in.octets()).all()));
    }

    static Kept.Deliveries readDeliveries(BinaryReader in) {
        List<Kept.Delivery> deliveries = new ArrayList<>();
        for (int i = in.count(); i > 0; i--) {
            deliveries.add(new Kept.Delivery(in.text(), IndexRows.delivery(in.octets())));
        }
        return new Kept.Deliveries(List.copyOf(deliveries));
    }

    private static void write(MailboxView mailbox, BinaryWriter out) {
        out.number(mailbox.id()).text(mailbox.name()).number(mailbox.uidValidity());
        out.number(mailbox.uidNext()).number(mailbox.highestModSeq());
        mailbox.traits().write(out);
        MailboxCodec.write(mailbox.gone().floor(), mailbox.gone().marks(), out);
    }
}
