package org.tohost.proxy.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.tohost.common.smtp.SmtpReply;

/// What the client is told that the session can do (RFC 5321 4.1.1.1): the extensions that proxy
/// and server have in common.
///
/// @param name what the proxy calls itself
/// @param keywords an extension each, with its parameters
public record Announced(String name, List<String> keywords) {
    /// These change who or what a session is: that is settled.
    private static final Set<String> SETTLED = Set.of("STARTTLS", "AUTH", "XCLIENT", "XFORWARD");

    private static final String SIZE = "SIZE";
    private static final String CHUNKING = "CHUNKING";

    /// Copies the list.
    public Announced {
        keywords = List.copyOf(keywords);
    }

    /// {@return what both have}
    ///
    /// @param proxy what the proxy announces, an extension each
    /// @param host the lines of the server's answer to EHLO, behind the first
    public static Announced common(String name, List<String> proxy, List<String> host) {
        List<String> both = new ArrayList<>();
        for (String keyword : proxy) {
            String verb = verb(keyword);
            if (!SETTLED.contains(verb)) {
                find(host, verb)
                        .map(other -> verb.equals(SIZE) ? smaller(keyword, other) : keyword)
                        .ifPresent(both::add);
            }
        }
        return new Announced(name, both);
    }

    /// {@return true if content may come in chunks (RFC 3030)}
    boolean hasChunks() {
        return find(keywords, CHUNKING).isPresent();
    }

    /// {@return the answer to EHLO}
    SmtpReply ehlo() {
        List<String> lines = new ArrayList<>();
        lines.add(name);
        lines.addAll(keywords);
        return new SmtpReply(250, "", lines);
    }

    /// {@return the answer to HELO}
    SmtpReply helo() {
        return SmtpReply.of(250, name);
    }

    private static Optional<String> find(List<String> keywords, String verb) {
        return keywords.stream().filter(keyword -> verb(keyword).equals(verb)).findFirst();
    }

    private static String verb(String keyword) {
        return keyword.strip().split("[ =]", 2)[0].toUpperCase(Locale.ROOT);
    }

    /// RFC 1870 3: no number, and 0, stand for no limit.
    private static String smaller(String one, String other) {
        long limit = Math.min(limit(one), limit(other));
        return limit == Long.MAX_VALUE ? SIZE : SIZE + " " + limit;
    }

    private static long limit(String keyword) {
        String number = keyword.strip().substring(SIZE.length()).strip();
        boolean limited = number.matches("[0-9]{1,18}") && Long.parseLong(number) > 0;
        return limited ? Long.parseLong(number) : Long.MAX_VALUE;
    }
}
