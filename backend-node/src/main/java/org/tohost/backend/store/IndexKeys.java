package org.tohost.backend.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.tohost.common.domain.UserId;

/// The keys of the index's rows: a letter for the kind; a user's name with a NUL behind it, or a
/// number of 8 octets, the highest first. Pure.
final class IndexKeys {
    static final byte[] HEAD = {'h'};
    static final byte[] QUEUE = {'q'};
    static final byte[] USERS = {'u'};
    static final byte[] MAILBOXES = {'m'};
    static final byte[] CHUNKS = {'c'};
    static final byte[] BODIES = {'b'};

    private IndexKeys() {}

    static byte[] user(UserId user) {
        return named('u', user, 0).array();
    }

    /// {@return whose key of [#user] this is}
    static UserId user(byte[] key) {
        return new UserId(new String(key, 1, key.length - 2, StandardCharsets.UTF_8));
    }

    /// {@return the number in a key of [#body]}
    static long number(byte[] key) {
        return ByteBuffer.wrap(key).getLong(1);
    }

    static byte[] checkpoint(UserId user) {
        return named('k', user, 0).array();
    }

    /// {@return whose row this is}
    static UserId owner(byte[] key) {
        int end = 1;
        while (key[end] != 0) {
            end++;
        }
        return new UserId(new String(key, 1, end - 1, StandardCharsets.UTF_8));
    }

    /// {@return what the keys of all mailboxes of a user begin with}
    static byte[] mailboxes(UserId user) {
        return named('m', user, 0).array();
    }

    static byte[] mailbox(UserId user, long id) {
        return named('m', user, Long.BYTES).putLong(id).array();
    }

    static byte[] delivery(UserId user, String deliveryId) {
        byte[] id = deliveryId.getBytes(StandardCharsets.UTF_8);
        return named('d', user, id.length).put(id).array();
    }

    static byte[] deliveryNumber(UserId user, long number) {
        return named('n', user, Long.BYTES).putLong(number).array();
    }

    static byte[] chunk(long id) {
        return numbered('c', id);
    }

    static byte[] body(long id) {
        return numbered('b', id);
    }

    static byte[] outline(long body) {
        return numbered('o', body);
    }

    static byte[] queued(String queueId) {
        byte[] id = queueId.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + id.length).put((byte) 'q').put(id).array();
    }

    private static ByteBuffer named(char kind, UserId user, int room) {
        byte[] name = user.name().getBytes(StandardCharsets.UTF_8);
        ByteBuffer key = ByteBuffer.allocate(2 + name.length + room);
        return key.put((byte) kind).put(name).put((byte) 0);
    }

    private static byte[] numbered(char kind, long id) {
        return ByteBuffer.allocate(1 + Long.BYTES).put((byte) kind).putLong(id).array();
    }
}
