package org.tohost.backend.store;

import java.util.AbstractList;
import java.util.RandomAccess;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// Some messages of a list, by rising UID. Each is read out of the list when it is asked for, so
/// that a million of them take no more than their places. Immutable.
final class Selection extends AbstractList<Message> implements RandomAccess {
    private final MessageList list;
    private final int[] places;
    private final UnaryOperator<Message> form;

    private Selection(MessageList list, int[] places, UnaryOperator<Message> form) {
        this.list = list;
        this.places = places;
        this.form = form;
    }

    /// {@return the messages at these places, which rise}
    static Selection of(MessageList list, IntStream places) {
        return new Selection(list, places.toArray(), message -> message);
    }

    /// {@return the same messages in another form}
    Selection as(UnaryOperator<Message> other) {
        return new Selection(list, places, other);
    }

    @Override
    public Message get(int index) {
        return form.apply(list.get(places[index]));
    }

    @Override
    public int size() {
        return places.length;
    }
}
