package org.tohost.ldap;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tohost.common.authent.LoginName;
import org.tohost.common.domain.MailAddress;

/// What the words of a template stand for: `%u` the full name, `%n` the part before the last `@`,
/// `%d` the part behind it (empty if there is none), `%%` a percent sign.
record SearchName(String full, String local, String domain) {
    /// A name that every directory takes in every place.
    static final SearchName PLAIN = new SearchName("x@example.net", "x", "example.net");

    private static final Pattern WORD = Pattern.compile("%([und%])");

    /// {@return the words for a login name, with or without a domain; nothing if the `@` is there
    /// and a part beside it is not: no user is called so, though a catch-all may be}
    static Optional<SearchName> of(LoginName login) {
        String text = login.text();
        int at = text.lastIndexOf('@');
        if (at < 0) {
            return Optional.of(new SearchName(text, text, ""));
        }
        return at == 0 || at == text.length() - 1
                ? Optional.empty()
                : Optional.of(new SearchName(text, text.substring(0, at), text.substring(at + 1)));
    }

    /// {@return the words for a mail address}
    static SearchName of(MailAddress address) {
        return new SearchName(address.toString(), address.localPart(), address.domain());
    }

    /// {@return the words for the catch-all of a domain: its address has no local part}
    static SearchName ofCatchAll(String domain) {
        return new SearchName("@" + domain, "", domain);
    }

    /// {@return true if there is a word in the text, other than `%%`}
    static boolean isIn(String template) {
        return WORD.matcher(template).results().anyMatch(word -> !word.group(1).equals("%"));
    }

    /// {@return true if no word in the template stands for nothing}
    boolean fills(String template) {
        return WORD.matcher(template).results().noneMatch(word -> valueOf(word).isEmpty());
    }

    /// {@return the template with its words replaced, each once: what comes in is not read again}
    String expand(String template) {
        return WORD.matcher(template).replaceAll(word -> Matcher.quoteReplacement(valueOf(word)));
    }

    private String valueOf(MatchResult word) {
        return switch (word.group(1)) {
            case "u" -> full;
            case "n" -> local;
            case "d" -> domain;
            default -> "%";
        };
    }
}
