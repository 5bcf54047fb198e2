package org.tohost.common.config;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tohost.common.failure.Failure;

/// A set of addresses: a range for each octet of IPv4, or for each group of IPv6.
record AddressPattern(List<Range> groups) {
    private static final Pattern V4 = Pattern.compile("[0-9*][0-9.*-]*(/[0-9]*)?");
    private static final Pattern V6 =
            Pattern.compile("[0-9A-Fa-f:.*-]*:[0-9A-Fa-f:.*-]*(/[0-9]*)?");

    /// From `low` to `high`, both included.
    record Range(int low, int high) {
        boolean holds(int value) {
            return low <= value && value <= high;
        }
    }

    /// How addresses of one family are written: the separator, groups in an address, bits in a
    /// group, radix of the digits.
    private enum Family {
        IPV4(".", 4, 8, 10),
        IPV6(":", 8, 16, 16);

        final String separator;
        final int groups;
        final int bits;
        final int radix;

        Family(String separator, int groups, int bits, int radix) {
            this.separator = separator;
            this.groups = groups;
            this.bits = bits;
            this.radix = radix;
        }

        Range any() {
            return new Range(0, (1 << bits) - 1);
        }
    }

    /// {@return the pattern, or nothing if the text does not look like addresses but like a name}
    ///
    /// @throws Failure.Syntax if it looks like addresses and is wrong
    static Optional<AddressPattern> parse(String text) {
        if (text.chars().noneMatch(c -> Character.digit(c, 16) >= 0 || c == ':')) {
            return Optional.empty();
        }
        if (V4.matcher(text).matches()) {
            return Optional.of(parse(text, Family.IPV4));
        }
        return V6.matcher(text).matches()
                ? Optional.of(parse(text, Family.IPV6))
                : Optional.empty();
    }

    private static AddressPattern parse(String text, Family family) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        List<Range> groups = new ArrayList<>();
        int gap = family == Family.IPV6 ? address.indexOf("::") : -1;
        if (gap < 0) {
            addGroups(groups, address, family);
            if (groups.size() < family.groups && !address.endsWith("*")) {
                throw new Failure.Syntax("an address with too few parts");
            }
            fill(groups, groups.size(), family.any(), family);
        } else {
            addGroups(groups, address.substring(0, gap), family);
            int at = groups.size();
            addGroups(groups, address.substring(gap + 2), family);
            fill(groups, at, new Range(0, 0), family);
        }
        AddressPattern pattern = new AddressPattern(List.copyOf(groups));
        return slash < 0 ? pattern : pattern.block(text.substring(slash + 1), family);
    }

    private static void addGroups(List<Range> groups, String text, Family family) {
        if (text.isEmpty()) {
            return;
        }
        for (String part : text.split(Pattern.quote(family.separator), -1)) {
            groups.add(range(part, family));
        }
    }

    private static void fill(List<Range> groups, int at, Range with, Family family) {
        if (groups.size() > family.groups) {
            throw new Failure.Syntax("an address with too many parts");
        }
        while (groups.size() < family.groups) {
            groups.add(at, with);
        }
    }

    private static Range range(String part, Family family) {
        if (part.equals("*")) {
            return family.any();
        }
        int dash = part.indexOf('-');
        int low = number(dash < 0 ? part : part.substring(0, dash), family);
        int high = dash < 0 ? low : number(part.substring(dash + 1), family);
        if (low > high) {
            throw new Failure.Syntax("a range of addresses that ends before it begins");
        }
        return new Range(low, high);
    }

    private static int number(String digits, Family family) {
        try {
            int value = digits.length() > 4 ? -1 : Integer.parseInt(digits, family.radix);
            if (family.any().holds(value)) {
                return value;
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw new Failure.Syntax(
                "an address with a part that is no number from 0 to "
                        + Integer.toString(family.any().high(), family.radix));
    }

    private AddressPattern block(String prefix, Family family) {
        int length = prefix.matches("\\d{1,3}") ? Integer.parseInt(prefix) : Integer.MAX_VALUE;
        if (length > family.groups * family.bits
                || groups.stream().anyMatch(g -> g.low != g.high)) {
            throw new Failure.Syntax("not a CIDR block such as 10.0.0.0/8 or fd00::/8");
        }
        List<Range> wide = new ArrayList<>();
        for (Range group : groups) {
            int fixed = Math.clamp(length, 0, family.bits);
            int free = (1 << (family.bits - fixed)) - 1;
            wide.add(new Range(group.low & ~free, group.low | free));
            length -= fixed;
        }
        return new AddressPattern(List.copyOf(wide));
    }

    /// {@return true if the address is one of these; an IPv4 address within IPv6 counts as IPv4}
    boolean matches(InetAddress address) {
        byte[] octets = address.getAddress();
        Family family = address instanceof Inet4Address ? Family.IPV4 : Family.IPV6;
        if (groups.size() != family.groups) {
            return false;
        }
        int width = family.bits / 8;
        for (int i = 0; i < groups.size(); i++) {
            int value = octets[i * width] & 0xff;
            if (width == 2) {
                value = value << 8 | (octets[i * width + 1] & 0xff);
            }
            if (!groups.get(i).holds(value)) {
                return false;
            }
        }
        return true;
    }

    /// {@return the address that the text is, without asking a resolver; nothing if it is a name}
    static Optional<InetAddress> literal(String text) {
        boolean v4 = text.matches("\\d{1,3}(\\.\\d{1,3}){3}");
        if (!v4 && text.indexOf(':') < 0) {
            return Optional.empty();
        }
        try {
            int zone = text.indexOf('%');
            return Optional.of(InetAddress.ofLiteral(zone < 0 ? text : text.substring(0, zone)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
