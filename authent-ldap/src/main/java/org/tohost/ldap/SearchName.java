package org.tohost.ldap;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tohost.common.authent.LoginName;
import org.tohost.common.authent.UserKey;
import org.tohost.common.domain.MailAddress;

/// What the words of a filter template stand for: `%u` the full name, `%n` the part before the last
/// `@`, `%d` the part behind it (empty if there is none), `%%` a percent sign.
record SearchName(String full, String local, String domain) {
    /// {@return the words for a key, if entries can be searched by it}
    static Optional<SearchName> of(UserKey key) {
        return switch (key) {
            case UserKey.Login(LoginName name) -> Optional.of(of(name));
            case UserKey.Address(MailAddress address) -> Optional.of(of(address));
            case UserKey.CatchAll _ -> Optional.empty();
        };
    }

    /// {@return the words for a login name, with or without a domain}
    static SearchName of(LoginName login) {
        String text = login.text();
        int at = text.lastIndexOf('@');
        return at < 0
                ? new SearchName(text, text, "")
                : new SearchName(text, text.substring(0, at), text.substring(at + 1));
    }

    /// {@return the words for a mail address}
    static SearchName of(MailAddress address) {
        return new SearchName(address.toString(), address.localPart(), address.domain());
    }

    /// {@return the template with its words replaced, each once: what comes in is not read again}
    String expand(String template) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            char word = c == '%' && i + 1 < template.length() ? template.charAt(i + 1) : 0;
            String value = word == 0 ? null : valueOf(word);
            if (value == null) {
                out.append(c);
            } else {
                out.append(value);
                i++;
            }
        }
        return out.toString();
    }

    private @Nullable String valueOf(char word) {
        return switch (word) {
            case 'u' -> full;
            case 'n' -> local;
            case 'd' -> domain;
            case '%' -> "%";
            default -> null;
        };
    }
}
