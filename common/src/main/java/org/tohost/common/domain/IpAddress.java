package org.tohost.common.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// An IP address in the form that logs and tickets have: four numbers with dots between, or eight
/// groups of hexadecimal digits. An IPv4 address that is written as one of IPv6 (RFC 4291 2.5.5.2)
/// is IPv4.
public record IpAddress(String text) {
    private static final int V4 = 4;
    private static final int V6 = 16;
    private static final byte[] MAPPED = HexFormat.of().parseHex("00000000000000000000ffff");
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");

    /// {@return the address that this text writes (RFC 4291 2.2), or nothing if it writes none;
    /// never a name}
    public static Optional<IpAddress> parse(String literal) {
        return (literal.indexOf(':') < 0 ? v4(literal) : v6(literal)).map(IpAddress::of);
    }

    /// {@return the address in these 4 or 16 octets, in the order of the network}
    public static IpAddress of(byte[] octets) {
        boolean mapped = octets.length == V6 && Arrays.equals(octets, 0, 12, MAPPED, 0, 12);
        byte[] plain = mapped ? Arrays.copyOfRange(octets, 12, V6) : octets;
        return new IpAddress(
                switch (plain.length) {
                    case V4 -> join(plain, ".", 1);
                    case V6 -> join(plain, ":", 2);
                    default -> throw new IllegalArgumentException("4 or 16 octets");
                });
    }

    /// {@return true if it is an address of IPv6}
    public boolean isV6() {
        return text.indexOf(':') >= 0;
    }

    /// {@return true if it stands for the machine itself}
    public boolean isLoopback() {
        return isV6() ? text.equals("0:0:0:0:0:0:0:1") : text.startsWith("127.");
    }

    /// {@return its 4 or 16 octets, in the order of the network}
    public byte[] octets() {
        return (isV6() ? v6(text) : v4(text)).orElseThrow();
    }

    /// {@return its 16 octets as an address of IPv6}
    public byte[] mapped() {
        if (isV6()) {
            return octets();
        }
        byte[] all = Arrays.copyOf(MAPPED, V6);
        System.arraycopy(octets(), 0, all, 12, V4);
        return all;
    }

    private static String join(byte[] octets, String separator, int width) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < octets.length; i += width) {
            int value = octets[i] & 0xff;
            parts.add(
                    width == 1
                            ? Integer.toString(value)
                            : Integer.toHexString((value << 8) | (octets[i + 1] & 0xff)));
        }
        return String.join(separator, parts);
    }

    private static Optional<byte[]> v4(String text) {
        String[] parts = text.split("\\.", -1);
        byte[] octets = new byte[V4];
        if (parts.length != V4) {
            return Optional.empty();
        }
        for (int i = 0; i < V4; i++) {
            if (!NUMBER.matcher(parts[i]).matches() || Integer.parseInt(parts[i]) > 255) {
                return Optional.empty();
            }
            octets[i] = (byte) Integer.parseInt(parts[i]);
        }
        return Optional.of(octets);
    }

    private static Optional<byte[]> v6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, V6).filter(octets -> octets.length == V6);
        }
        Optional<byte[]> head =
                groups(text.substring(0, gap), V6 - 2)
                        .filter(_ -> text.indexOf('.') < 0 || text.indexOf('.') > gap);
        Optional<byte[]> tail = groups(text.substring(gap + 2), V6 - 2);
        if (head.isEmpty() || tail.isEmpty() || head.get().length + tail.get().length > V6 - 2) {
            return Optional.empty();
        }
        byte[] octets = Arrays.copyOf(head.get(), V6);
        System.arraycopy(tail.get(), 0, octets, V6 - tail.get().length, tail.get().length);
        return Optional.of(octets);
    }

    /// Groups with colons between, the last two perhaps as IPv4.
    private static Optional<byte[]> groups(String text, int most) {
        byte[] octets = new byte[V6];
        int size = 0;
        String[] parts = text.isEmpty() ? new String[0] : text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            Optional<byte[]> part =
                    i == parts.length - 1 && parts[i].indexOf('.') >= 0
                            ? v4(parts[i])
                            : group(parts[i]);
            if (part.isEmpty() || size + part.get().length > most) {
                return Optional.empty();
            }
            System.arraycopy(part.get(), 0, octets, size, part.get().length);
            size += part.get().length;
        }
        return Optional.of(Arrays.copyOf(octets, size));
    }

    private static Optional<byte[]> group(String text) {
        if (!GROUP.matcher(text).matches()) {
            return Optional.empty();
        }
        int value = Integer.parseInt(text, 16);
        return Optional.of(new byte[] {(byte) (value >> 8), (byte) value});
    }

    /// {@return the text}
    @Override
    public String toString() {
        return text;
    }
}
