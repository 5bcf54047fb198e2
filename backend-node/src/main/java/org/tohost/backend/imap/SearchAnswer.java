package org.tohost.backend.imap;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.tohost.backend.imap.command.SearchReturn;
import org.tohost.common.imap.SequenceSet;

/// Tells what SEARCH or SORT found, and saves it if that is wanted.
final class SearchAnswer {
    private static final int HELD = 32 * 1024;

    private final SelectedMailbox mailbox;
    private final Turn turn;
    private final boolean byUid;
    private final Found found;
    private final int[] places;

    SearchAnswer(SelectedMailbox mailbox, Turn turn, boolean byUid, Found found) {
        this.mailbox = mailbox;
        this.turn = turn;
        this.byUid = byUid;
        this.found = found;
        this.places = found.places();
    }

    /// Tells all, one by one (RFC 3501 7.2.5, RFC 5256 4).
    void list(String response) throws IOException {
        ResponseText text = new ResponseText().add("* ").add(response);
        for (int place : places) {
            text.add(" ").add(number(place));
            if (text.length() > HELD) {
                turn.out().piece(text.take());
            }
        }
        if (found.tellsModSeq() && places.length > 0) {
            text.add(" (MODSEQ ").add(modSeq(Set.of())).add(")"); // RFC 7162 3.1.5
        }
        turn.out().complete(text.take());
    }

    /// Tells and does what is wanted (RFC 4731 3.1, RFC 5182 2.1, RFC 5267 3.1). With SAVE alone
    /// nothing is told.
    void extended(Set<SearchReturn> wanted) throws IOException {
        if (wanted.contains(SearchReturn.SAVE)) {
            mailbox.save(saved(wanted));
        }
        if (wanted.equals(EnumSet.of(SearchReturn.SAVE))) {
            return;
        }
        ResponseText text = new ResponseText().add("ESEARCH (TAG ").string(turn.tag()).add(")");
        text.add(byUid ? " UID" : "");
        for (SearchReturn each : EnumSet.copyOf(wanted)) {
            switch (each) {
                case MIN -> edge(text, "MIN", 0);
                case MAX -> edge(text, "MAX", places.length - 1);
                case COUNT -> text.add(" COUNT ").add(places.length);
                case ALL -> text.add(places.length == 0 ? "" : " ALL " + all());
                case SAVE -> {}
            }
        }
        if (found.tellsModSeq() && places.length > 0) {
            text.add(" MODSEQ ").add(modSeq(wanted)); // RFC 7162 3.1.10
        }
        turn.out().untagged(text.take());
    }

    private long modSeq(Set<SearchReturn> wanted) {
        return found.modSeq(
                mailbox, onlyEdges(wanted) ? edges(wanted) : IntStream.range(0, places.length));
    }

    private IntStream edges(Set<SearchReturn> wanted) {
        int last = places.length - 1;
        return IntStream.of(
                wanted.contains(SearchReturn.MIN) ? 0 : last,
                wanted.contains(SearchReturn.MAX) ? last : 0);
    }

    private void edge(ResponseText text, String name, int index) {
        if (places.length > 0) {
            text.add(" ").add(name).add(" ").add(number(places[index]));
        }
    }

    private SequenceSet all() {
        return SequenceSet.inOrder(Arrays.stream(places).mapToLong(this::number));
    }

    /// {@return the UIDs that `$` is to stand for: only the lowest and the highest if only these
    /// are asked for (RFC 5182 2.4)}
    private SequenceSet saved(Set<SearchReturn> wanted) {
        IntStream saved =
                onlyEdges(wanted) && places.length > 0
                        ? edges(wanted).map(i -> places[i])
                        : Arrays.stream(places);
        return SequenceSet.inOrder(saved.mapToLong(this::uid).sorted().distinct());
    }

    private static boolean onlyEdges(Set<SearchReturn> wanted) {
        return (wanted.contains(SearchReturn.MIN) || wanted.contains(SearchReturn.MAX))
                && !wanted.contains(SearchReturn.ALL)
                && !wanted.contains(SearchReturn.COUNT);
    }

    private long number(int place) {
        return byUid ? uid(place) : place + 1L;
    }

    private long uid(int place) {
        return mailbox.told().messages().get(place).uid();
    }
}
