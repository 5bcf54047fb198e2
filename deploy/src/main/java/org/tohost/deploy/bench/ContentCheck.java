package org.tohost.deploy.bench;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// Takes a message in and says whether its body is the one that its head promises, and by which
/// digest the whole of it is known again. Bounded memory: of the head it keeps 64 KiB at most.
final class ContentCheck extends OutputStream {
    private static final int LONGEST_HEAD = 64 * 1024;
    private static final byte[] END = {'\r', '\n', '\r', '\n'};

    private final MessageDigest whole = sha256();
    private final MessageDigest body = sha256();
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private boolean inBody;
    private long octets;

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] some, int offset, int length) {
        octets += length;
        whole.update(some, offset, length);
        int at = offset;
        while (!inBody && at < offset + length) {
            head.write(some[at++]);
            inBody = head.size() >= LONGEST_HEAD || endsHead(some[at - 1]);
        }
        body.update(some, at, offset + length - at);
    }

    private boolean endsHead(byte last) {
        if (last != '\n' || head.size() < END.length) {
            return false;
        }
        byte[] all = head.toByteArray();
        return Arrays.equals(all, all.length - END.length, all.length, END, 0, END.length);
    }

    /// {@return how many octets there were}
    long octets() {
        return octets;
    }

    /// {@return the digest of all octets; nothing can be written behind it}
    String digest() {
        return HexFormat.of().formatHex(whole.digest());
    }

    /// {@return what is wrong with the body, if its head promises one}
    Optional<String> flaw() {
        String found = HexFormat.of().formatHex(body.digest());
        String field = BenchMessage.FIELD.toLowerCase(Locale.ROOT);
        return head.toString(StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(field))
                .map(line -> line.substring(field.length()).strip())
                .filter(promised -> !promised.equals(found))
                .findFirst()
                .map(_ -> "the body is not the one that was sent");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
