package org.tohost.ldap;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The values of `tohost`. A directory keeps no order of values, so a number in front gives one: `1
/// a.example.net`, `2 b.example.net`.
final class Hosts {
    private static final Pattern NUMBERED = Pattern.compile("(\\d{1,9})\\s+(\\S.*)");

    private Hosts() {}

    private record Host(int number, String name) {}

    /// {@return the names by their numbers, without them; those without any last}
    static List<String> inOrder(List<String> values) {
        return values.stream()
                .map(Hosts::host)
                .sorted(Comparator.comparingInt(Host::number))
                .map(Host::name)
                .toList();
    }

    private static Host host(String value) {
        Matcher parts = NUMBERED.matcher(value);
        return parts.matches()
                ? new Host(Integer.parseInt(parts.group(1)), parts.group(2))
                : new Host(Integer.MAX_VALUE, value);
    }
}
