package org.tohost.common.smtp;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a server of SMTP or LMTP can do, in its own words: for each extension a keyword, perhaps
/// with parameters (RFC 5321 4.1.1.1).
public record SmtpExtensions(List<String> keywords) {
    private static final String SIZE = "SIZE";
    private static final Pattern NAME_END = Pattern.compile("[ =]");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    /// Copies the list.
    public SmtpExtensions {
        keywords = List.copyOf(keywords);
    }

    /// {@return what a reply to EHLO or LHLO says behind its first line}
    public static SmtpExtensions of(SmtpReply hello) {
        return new SmtpExtensions(hello.lines().subList(1, hello.lines().size()));
    }

    /// {@return the name of the extension that this keyword stands for, in upper case}
    public static String name(String keyword) {
        return NAME_END.split(keyword.strip(), 2)[0].toUpperCase(Locale.ROOT);
    }

    /// {@return true if this extension is there}
    public boolean has(String name) {
        return find(name).isPresent();
    }

    /// {@return the keyword of this extension, with its parameters}
    public Optional<String> find(String name) {
        return keywords.stream().filter(keyword -> name(keyword).equals(name)).findFirst();
    }

    /// {@return the keyword SIZE that all keep to who have announced these: the smallest limit, if
    /// any has one. No number, and 0, stand for none (RFC 1870 3)}
    public static String smallest(Stream<String> sizes) {
        OptionalLong least =
                sizes.map(size -> size.strip().substring(SIZE.length()).strip())
                        .filter(number -> NUMBER.matcher(number).matches())
                        .mapToLong(Long::parseLong)
                        .filter(octets -> octets > 0)
                        .min();
        return least.isPresent() ? SIZE + " " + least.getAsLong() : SIZE;
    }
}
