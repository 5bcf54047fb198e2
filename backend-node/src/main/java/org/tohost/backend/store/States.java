package org.tohost.backend.store;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// The state of many things, each twice: *visible*, as all sessions see it and the disk has it, and
/// *planned*, with changes on top that are on their way to the disk. Planned state counts only in
/// the incarnation of the log in which it was planned.
///
/// Any thread reads; the lane of a key plans it, the committer's thread publishes it.
final class States<K, V> {
    private final Map<K, V> visible = new ConcurrentHashMap<>();
    private final Map<K, Planned<V>> planned = new ConcurrentHashMap<>();

    /// The state to come of one key.
    record Planned<V>(long incarnation, Optional<V> state) {}

    Optional<V> visible(K key) {
        return Optional.ofNullable(visible.get(key));
    }

    Collection<V> allVisible() {
        return visible.values();
    }

    /// {@return the planned state, or the visible one if nothing is under way}
    Optional<V> newest(K key, long incarnation) {
        Planned<V> coming = planned.get(key);
        return coming != null && coming.incarnation() == incarnation
                ? coming.state()
                : visible(key);
    }

    Planned<V> plan(K key, long incarnation, Optional<V> state) {
        Planned<V> coming = new Planned<>(incarnation, state);
        planned.put(key, coming);
        return coming;
    }

    /// Makes state visible; empty: there is none.
    void publish(K key, Optional<V> state) {
        state.ifPresentOrElse(v -> visible.put(key, v), () -> visible.remove(key));
    }

    /// Makes state that was read visible, unless there is a newer one.
    ///
    /// @return what is visible
    V putIfAbsent(K key, V state) {
        V there = visible.putIfAbsent(key, state);
        return there == null ? state : there;
    }

    /// Replaces the visible state of a key, if there is one, by another form of the same.
    void change(K key, UnaryOperator<V> change) {
        visible.computeIfPresent(key, (_, state) -> change.apply(state));
    }

    /// Forgets the visible state of a key unless it is `kept`.
    void removeUnless(K key, Predicate<K> kept) {
        visible.computeIfPresent(key, (k, state) -> kept.test(k) ? state : null);
    }

    /// Throws planned state away, unless more was planned on top of it.
    @SuppressWarnings("ReferenceEquality") // this very plan, not one that is equal
    void forget(K key, Planned<V> coming) {
        planned.computeIfPresent(key, (_, latest) -> latest == coming ? null : latest);
    }
}
