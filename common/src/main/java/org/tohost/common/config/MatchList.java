package org.tohost.common.config;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tohost.common.failure.Failure;

/// A comma-separated list of names and addresses: `*.example.net, 10.0.1-120.*, !10.0.7.1,
/// fd00::/8`.
///
/// An item is a name with the wild cards `*` and `?`, an address with ranges or `*` in any octet
/// (group, in IPv6), or a CIDR block; `!` in front negates it. The list is read from left to right,
/// the last item that matches decides; if none does, or the list is empty, the answer is no. Case
/// does not count.
public final class MatchList {
    private final String text;
    private final List<Item> items;
    private final boolean hasAddresses;

    private sealed interface Item {
        boolean negated();

        boolean matches(String name, Optional<InetAddress> address);
    }

    private record Name(boolean negated, String text, Pattern pattern) implements Item {
        @Override
        public boolean matches(String name, Optional<InetAddress> address) {
            return pattern.matcher(name).matches();
        }
    }

    private record Address(boolean negated, AddressPattern pattern) implements Item {
        @Override
        public boolean matches(String name, Optional<InetAddress> address) {
            return address.filter(pattern::matches).isPresent();
        }
    }

    private MatchList(String text, List<Item> items) {
        this.text = text;
        this.items = items;
        this.hasAddresses = items.stream().anyMatch(Address.class::isInstance);
    }

    /// Reads a list; the empty text is the list that matches nothing.
    ///
    /// @throws Failure.Syntax if an item is empty or a range or block is wrong
    public static MatchList parse(String text) {
        List<Item> items = new ArrayList<>();
        if (!text.isBlank()) {
            for (String part : text.split(",", -1)) {
                items.add(item(part.strip()));
            }
        }
        return new MatchList(text.strip(), List.copyOf(items));
    }

    private static Item item(String part) {
        boolean negated = part.startsWith("!");
        String rest = negated ? part.substring(1).strip() : part;
        if (rest.isEmpty() || rest.chars().anyMatch(c -> c <= ' ')) {
            throw new Failure.Syntax("an item of a match list is empty or has a space in it");
        }
        return AddressPattern.parse(rest)
                .<Item>map(pattern -> new Address(negated, pattern))
                .orElseGet(() -> new Name(negated, rest, glob(rest)));
    }

    private static Pattern glob(String wild) {
        String regex = wild.chars().mapToObj(MatchList::wildCard).collect(Collectors.joining());
        return Pattern.compile(
                regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    private static String wildCard(int c) {
        return switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(Character.toString(c));
        };
    }

    /// {@return true if the list takes this name, or this address in its usual form}
    public boolean matches(String nameOrAddress) {
        return decide(
                nameOrAddress,
                hasAddresses ? AddressPattern.literal(nameOrAddress) : Optional.empty());
    }

    /// {@return true if the list takes this address}
    public boolean matchesAddress(InetAddress address) {
        return decide(address.getHostAddress(), Optional.of(address));
    }

    private boolean decide(String name, Optional<InetAddress> address) {
        boolean taken = false;
        for (Item item : items) {
            if (item.matches(name, address)) {
                taken = !item.negated();
            }
        }
        return taken;
    }

    /// {@return the names in the list that have no wild card and are not negated}
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (Item item : items) {
            if (item instanceof Name name && !name.negated() && !isWild(name.text())) {
                names.add(name.text());
            }
        }
        return List.copyOf(names);
    }

    private static boolean isWild(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    /// {@return true if there is no item in it}
    public boolean isEmpty() {
        return items.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MatchList that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /// {@return the list as it was written}
    @Override
    public String toString() {
        return text;
    }
}
