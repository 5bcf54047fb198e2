package org.tohost.proxy.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.tohost.common.smtp.SmtpExtensions;
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
        SmtpExtensions theirs = new SmtpExtensions(host);
        for (String keyword : proxy) {
            String verb = SmtpExtensions.name(keyword);
            if (!SETTLED.contains(verb)) {
                theirs.find(verb)
                        .map(other -> verb.equals(SIZE) ? smaller(keyword, other) : keyword)
                        .ifPresent(both::add);
            }
        }
        return new Announced(name, both);
    }

    /// {@return true if content may come in chunks (RFC 3030)}
    boolean hasChunks() {
        return new SmtpExtensions(keywords).has(CHUNKING);
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

    private static String smaller(String one, String other) {
        return SmtpExtensions.smallest(Stream.of(one, other));
    }
}
