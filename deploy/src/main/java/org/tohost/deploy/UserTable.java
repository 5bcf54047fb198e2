package org.tohost.deploy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tohost.common.authent.UserEntry;

/// Users for people to read, a line each, and for programs.
record UserTable(List<UserEntry> users) {
    private static final List<String> FIRST = List.of("tohost", "mailstatus", "quota");

    /// {@return a table: name, back-end, status, quota, and the other facts}
    String text() {
        int width = users.stream().mapToInt(u -> u.user().name().length()).max().orElse(0);
        StringBuilder text = new StringBuilder(row(width, "USER", FIRST_HEADS, "OTHER"));
        for (UserEntry user : users) {
            List<String> first =
                    FIRST.stream().map(f -> user.facts().getOrDefault(f, "-")).toList();
            String rest =
                    user.facts().entrySet().stream()
                            .filter(fact -> !FIRST.contains(fact.getKey()))
                            .map(fact -> fact.getKey() + "=" + fact.getValue())
                            .collect(Collectors.joining(" "));
            text.append(row(width, user.user().name(), first, rest));
        }
        return text.toString();
    }

    private static final List<String> FIRST_HEADS = List.of("TOHOST", "STATUS", "QUOTA");

    private static String row(int width, String name, List<String> first, String rest) {
        String row = "%-" + Math.max(width, 4) + "s  %-16s  %-9s  %12s  %s";
        return row.formatted(name, first.get(0), first.get(1), first.get(2), rest).stripTrailing()
                + System.lineSeparator();
    }

    /// {@return a JSON array with an object for each: its `user`, and its `facts` by label}
    String json() {
        return users.stream()
                .map(user ->
                        "{\"user\":%s,\"facts\":{%s}}"
                                .formatted(quoted(user.user().name()), facts(user.facts())))
                .collect(Collectors.joining(",\n ", "[", "]" + System.lineSeparator()));
    }

    private static String facts(Map<String, String> facts) {
        return facts.entrySet().stream()
                .map(fact -> quoted(fact.getKey()) + ":" + quoted(fact.getValue()))
                .collect(Collectors.joining(","));
    }

    // RFC 8259 7; there are no control characters in names and facts
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
