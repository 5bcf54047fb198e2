package org.tohost.backend.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.backend.imap.Enabled.Feature;
import org.tohost.backend.imap.command.ChangedSince;
import org.tohost.backend.imap.command.FetchItem;
import org.tohost.backend.imap.command.FetchItem.Attribute;
import org.tohost.backend.imap.command.MessageCommand;
import org.tohost.backend.store.FlagMode;
import org.tohost.backend.store.Flags;
import org.tohost.backend.store.Intent;
import org.tohost.backend.store.MailboxView;
import org.tohost.backend.store.Message;
import org.tohost.backend.store.Outlines;
import org.tohost.backend.store.SystemFlag;
import org.tohost.common.failure.Failure;

/// FETCH and UID FETCH (RFC 9051 6.4.5).
final class FetchHandler {
    private static final Logger LOG = LoggerFactory.getLogger(FetchHandler.class);

    /// So many messages become \Seen by one change: neither a commit for each message nor all of
    /// them long before they are sent.
    private static final int CHUNK = 100;

    private final SelectedMailbox mailbox;
    private final ImapWriter out;
    private boolean unknownEncoding;

    FetchHandler(SelectedMailbox mailbox, ImapWriter out) {
        this.mailbox = mailbox;
        this.out = out;
    }

    /// {@return how the command ended}
    String fetch(MessageCommand.Fetch command) throws IOException {
        boolean sees = !mailbox.readOnly() && command.items().stream().anyMatch(FetchHandler::sees);
        boolean missing = false;
        if (command.changedSince().filter(ChangedSince::vanished).isPresent()) {
            tellVanished(command);
        }
        PlaceChunks chunks = mailbox.chunks(command.messages(), CHUNK);
        for (int[] places = chunks.next(); places.length > 0; places = chunks.next()) {
            missing |= !fetch(command, changed(places, command), sees);
        }
        if (unknownEncoding) {
            return "NO [UNKNOWN-CTE] A part has an encoding that is not known"; // RFC 3516 4.3
        }
        return missing && !command.messages().byUid()
                ? "NO [EXPUNGEISSUED] Some of the messages are gone"
                : "OK FETCH completed";
    }

    private void tellVanished(MessageCommand.Fetch command) throws IOException {
        if (!mailbox.enabled().has(Feature.QRESYNC)) {
            throw new Failure.Syntax("VANISHED needs ENABLE QRESYNC"); // RFC 7162 3.2.6
        }
        long modSeq = command.changedSince().orElseThrow().modSeq();
        new CatchUp(mailbox, out).vanished(modSeq, mailbox.numbers(command.messages()));
    }

    /// {@return those of the places whose messages changed lately enough}
    private int[] changed(int[] places, MessageCommand.Fetch command) {
        if (command.changedSince().isEmpty()) {
            return places;
        }
        long modSeq = command.changedSince().get().modSeq();
        MailboxView view = mailbox.latest();
        return Arrays.stream(places)
                .filter(p -> mailbox.at(p, view).filter(m -> m.modSeq() > modSeq).isPresent())
                .toArray();
    }

    /// Writes the messages at these places. {@return false if some of them are gone}
    private boolean fetch(MessageCommand.Fetch command, int[] places, boolean sees)
            throws IOException {
        boolean[] nowSeen = sees ? markSeen(places) : new boolean[places.length];
        MailboxView view = mailbox.latest();
        List<Optional<Message>> messages = new ArrayList<>(places.length);
        for (int place : places) {
            messages.add(mailbox.at(place, view));
        }
        List<Message> there = messages.stream().flatMap(Optional::stream).toList();
        Outlines outlines =
                command.items().stream().anyMatch(FetchHandler::isOutlined)
                        ? mailbox.mail().outlines(there)
                        : Outlines.NONE;
        for (int i = 0; i < places.length; i++) {
            if (messages.get(i).isPresent()) {
                Message message = messages.get(i).get();
                FetchEncoder encoder = new FetchEncoder(mailbox, out, message, outlines);
                write(encoder, places[i], items(command, places[i], message, nowSeen[i]));
            }
        }
        return there.size() == places.length;
    }

    private static boolean isOutlined(FetchItem item) {
        return item instanceof Attribute attribute && attribute.isOutlined();
    }

    private static boolean sees(FetchItem item) {
        return switch (item) {
            case FetchItem.Content content -> !content.peek();
            case FetchItem.Binary binary -> !binary.peek();
            case FetchItem.Attribute _, FetchItem.BinarySize _ -> false;
        };
    }

    /// {@return what is told of a message; with a change, all that goes with it}
    private List<FetchItem> items(
            MessageCommand.Fetch command, int place, Message message, boolean nowSeen) {
        boolean condstore = mailbox.enabled().has(Feature.CONDSTORE);
        // RFC 7162 3.1: also what others changed, if it is here that the client hears of it
        boolean news =
                condstore
                        && command.items().contains(Attribute.FLAGS)
                        && mailbox.known(place).modSeq() != message.modSeq();
        if (!nowSeen && !news) {
            return command.items();
        }
        LinkedHashSet<FetchItem> items = new LinkedHashSet<>(command.items());
        if (nowSeen) {
            items.addFirst(Attribute.FLAGS);
            if (mailbox.enabled().has(Feature.QRESYNC)) {
                items.addFirst(Attribute.UID);
            }
        }
        if (condstore) {
            items.add(Attribute.MODSEQ);
        }
        return List.copyOf(items);
    }

    /// Marks the messages at these places. {@return which of them became \Seen by it}
    private boolean[] markSeen(int[] places) {
        boolean[] nowSeen = new boolean[places.length];
        MailboxView view = mailbox.latest();
        int[] unseen =
                Arrays.stream(places)
                        .filter(place ->
                                mailbox.at(place, view).filter(FetchHandler::unseen).isPresent())
                        .toArray();
        if (unseen.length == 0) {
            return nowSeen;
        }
        try {
            mailbox.mail()
                    .apply(
                            new Intent.StoreFlags(
                                    mailbox.id(),
                                    mailbox.uids(unseen),
                                    FlagMode.ADD,
                                    Flags.of(SystemFlag.SEEN)));
        } catch (Failure.Refused | Failure.Unavailable e) {
            LOG.debug(
                    "read without being marked", e); // reading goes on when nothing can be written
            return nowSeen;
        }
        for (int i = 0; i < places.length; i++) {
            nowSeen[i] = Arrays.binarySearch(unseen, places[i]) >= 0;
        }
        return nowSeen;
    }

    private static boolean unseen(Message message) {
        return !message.flags().contains(SystemFlag.SEEN);
    }

    private void write(FetchEncoder encoder, int place, List<FetchItem> items) throws IOException {
        unknownEncoding |= !encoder.write(place + 1, items);
        if (items.contains(Attribute.FLAGS)) {
            mailbox.reported(encoder.message());
        }
    }
}
