package org.tohost.backend.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.backend.index.RowBatch;
import org.tohost.backend.index.Rows;
import org.tohost.backend.index.RowsSettings;
import org.tohost.backend.log.StoredBody;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;

/// What was derived from the log, on the disk. Everything in it is also in the log, so it is thrown
/// away whenever it is not as it should be. Any thread may read; a virtual one is replaced by one
/// of the readers, which native code may hold.
final class StoreIndex implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreIndex.class);

    private final RowsSettings settings;
    private final Path log;
    private final Path mark; // a file that says that the index is to be made anew
    private final ExecutorService readers;
    private volatile Optional<Rows> opened = Optional.empty();

    StoreIndex(Path folder, IndexSettings settings) {
        this(folder.resolve("log"), folder, settings);
    }

    /// An index of the log in one folder, with all that belongs to it in another.
    StoreIndex(Path log, Path folder, IndexSettings settings) {
        this.settings =
                new RowsSettings(
                        folder.resolve("index"),
                        folder.resolve("native"),
                        settings.cache().octets(),
                        settings.buffer().octets());
        this.log = log;
        this.mark = folder.resolve("index.bad");
        this.readers =
                Executors.newFixedThreadPool(
                        settings.readers(), Thread.ofPlatform().name("store-read-", 0).factory());
    }

    /// {@return the folder of the log that the index is made of}
    Path log() {
        return log;
    }

    /// Opens it; one that does not open is thrown away. Alone.
    ///
    /// @return how far it is, empty if there is nothing in it
    Optional<IndexHead> open() {
        if (Files.exists(mark)) {
            forget("it was found damaged");
            return Optional.empty();
        }
        try {
            opened = Optional.of(Rows.open(settings));
            Optional<IndexHead> head = rows().get(IndexKeys.HEAD).map(IndexHead::decode);
            if (head.isPresent() && !head.get().whole()) {
                forget("it was never finished");
                return Optional.empty();
            }
            return head;
        } catch (Failure.Unavailable | Failure.Syntax e) {
            LOG.warn("The index does not open", e);
            forget(e.getMessage());
            return Optional.empty();
        }
    }

    /// Throws all rows away and goes on without any. Alone.
    void forget(String why) {
        LOG.warn(
                "The index {} is thrown away and made anew from the log: {}",
                settings.folder(),
                why);
        opened.ifPresent(Rows::close);
        try {
            delete(settings.folder());
            Files.deleteIfExists(mark);
        } catch (IOException | UncheckedIOException e) {
            throw new Failure.Unavailable("the index cannot be removed", e);
        }
        opened = Optional.of(Rows.open(settings));
    }

    /// Closes and opens the rows, after which they may be writable again. Whoever reads in between
    /// is told that the index is closed.
    ///
    /// @return how far it is: what was written last, and perhaps not flushed, is in it or not
    Optional<IndexHead> reopen() {
        rows().close();
        opened = Optional.of(Rows.open(settings));
        return rows().get(IndexKeys.HEAD).map(IndexHead::decode);
    }

    /// {@return the rows, for a platform thread}
    Rows rows() {
        return opened.orElseThrow(() -> new Failure.Unavailable("the index is not open"));
    }

    /// {@return a user who is in the index}
    Optional<UserRow> user(UserId user) {
        return read(IndexKeys.user(user), UserRow::decode);
    }

    /// {@return all users who are in the index}
    List<UserId> users() {
        return guarded(() -> {
            List<UserId> users = new ArrayList<>();
            rows().scan(IndexKeys.USERS, (key, _) -> users.add(IndexKeys.user(key)));
            return users;
        });
    }

    /// {@return the user's mailboxes, by id}
    Map<Long, MailboxRow> mailboxes(UserId user) {
        return guarded(() -> {
            Map<Long, MailboxRow> mailboxes = new LinkedHashMap<>();
            rows().scan(
                            IndexKeys.mailboxes(user),
                            (_, value) -> {
                                MailboxRow row = MailboxRow.decode(value);
                                mailboxes.put(row.id(), row);
                            });
            return mailboxes;
        });
    }

    /// {@return the number of the last change in the last checkpoint of a user, as far as known}
    Optional<Long> checkpoint(UserId user) {
        return read(IndexKeys.checkpoint(user), IndexRows::number);
    }

    /// {@return who has mail that went at `limit` or before and is not forgotten}
    Set<UserId> usersWithGone(Instant limit) {
        return guarded(() -> {
            Set<UserId> users = new HashSet<>();
            rows().scan(
                            IndexKeys.MAILBOXES,
                            (key, value) -> {
                                if (MailboxRow.decode(value).hasGone(limit)) {
                                    users.add(IndexKeys.owner(key));
                                }
                            });
            return users;
        });
    }

    /// {@return the messages of these chunks, in this order}
    List<Optional<PackedMessages>> chunks(List<Long> ids) {
        return guarded(() ->
                rows().get(ids.stream().map(IndexKeys::chunk).toList()).stream()
                        .map(row -> row.map(PackedMessages::read))
                        .toList());
    }

    /// {@return where a body lies}
    Optional<StoredBody> body(long id) {
        return read(IndexKeys.body(id), octets -> IndexRows.body(id, octets));
    }

    /// {@return the outlines of these bodies, as far as there are any, as octets}
    Map<Long, byte[]> outlines(Collection<Long> bodies) {
        return guarded(() -> {
            Map<Long, byte[]> found = new HashMap<>();
            List<Long> ids = List.copyOf(bodies);
            List<Optional<byte[]>> rows = rows().get(ids.stream().map(IndexKeys::outline).toList());
            for (int i = 0; i < ids.size(); i++) {
                long body = ids.get(i);
                rows.get(i).ifPresent(outline -> found.put(body, outline));
            }
            return found;
        });
    }

    /// Keeps the outline of a body that is on the disk.
    void keepOutline(long body, byte[] outline) {
        guarded(() -> {
            try (RowBatch batch = new RowBatch()) {
                batch.put(IndexKeys.outline(body), outline);
                rows().write(batch);
            }
            return true;
        });
    }

    /// Tells where each body lies.
    void bodies(Consumer<StoredBody> taker) {
        var _ =
                guarded(() -> {
                    rows().scan(
                                    IndexKeys.BODIES,
                                    (key, value) ->
                                            taker.accept(
                                                    IndexRows.body(IndexKeys.number(key), value)));
                    return true;
                });
    }

    /// {@return what was delivered to the user under this id}
    Optional<DeliveryIds.Delivered> delivery(UserId user, String deliveryId) {
        return read(IndexKeys.delivery(user, deliveryId), IndexRows::delivery);
    }

    /// {@return the id of the user's delivery with this number}
    Optional<String> deliveryId(UserId user, long number) {
        return read(IndexKeys.deliveryNumber(user, number), IndexRows::deliveryId);
    }

    /// {@return the queue}
    List<QueueEntry> queue() {
        return guarded(() -> {
            Stream.Builder<QueueEntry> entries = Stream.builder();
            rows().scan(IndexKeys.QUEUE, (_, value) -> entries.add(IndexRows.queued(value)));
            return entries.build().toList();
        });
    }

    /// Notes that the index is wrong, so that the next start makes it anew.
    ///
    /// @return what to tell whoever asked
    Failure.Unavailable broken(String how) {
        LOG.error("The index is damaged and will be made anew at the next start: {}", how);
        try {
            Files.writeString(mark, how);
        } catch (IOException e) {
            LOG.error("That cannot be noted; remove the folder {}", settings.folder(), e);
        }
        return new Failure.Unavailable("the index is damaged: " + how);
    }

    @Override
    public void close() {
        readers.close();
        opened.ifPresent(Rows::close);
    }

    private <T> Optional<T> read(byte[] key, Function<byte[], T> decoder) {
        return guarded(() -> rows().get(key).map(decoder));
    }

    private <T> T guarded(Supplier<T> work) {
        try {
            return Thread.currentThread().isVirtual() ? onReader(work) : work.get();
        } catch (Failure.Syntax e) {
            throw broken("a row cannot be read: " + e.getMessage());
        }
    }

    private <T> T onReader(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, readers).join();
        } catch (RejectedExecutionException e) {
            throw new Failure.Unavailable("the store is closed", e);
        } catch (CompletionException e) {
            if (e.getCause() instanceof Failure failure) {
                throw failure;
            }
            throw e;
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
