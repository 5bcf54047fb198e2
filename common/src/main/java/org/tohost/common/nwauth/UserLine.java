package org.tohost.common.nwauth;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.ScramVerifier;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.netwin.UserFacts;
import org.tohost.common.netwin.words.Facts;
import org.tohost.common.password.Passwords;

/// The line of one user: `user@domain:{scheme}hash:label="value" label="value"`. The facts stay
/// text, as most users are not asked for; they have been read once.
record UserLine(UserId user, String password, String info) {
    /// What stands for no password in old files.
    private static final String NONE = "(NULL)";

    /// @throws Failure.Syntax if the password cannot stand in a line, or a fact has no meaning
    UserLine {
        if (user.name().startsWith("#")) {
            throw new Failure.Syntax("a name that begins with # would be a comment");
        }
        if (password.chars().anyMatch(c -> c == ':' || Character.isISOControl(c))) {
            throw new Failure.Syntax("a colon or control character in the stored password");
        }
        Facts facts = Facts.parse(info);
        var _ = UserFacts.account(user, facts);
        aliases(facts);
        scram(facts);
    }

    Facts facts() {
        return Facts.parse(info);
    }

    /// {@return what is stored of the password, nothing if nobody can log in}
    List<String> stored() {
        return password.isEmpty() || password.equals(NONE) ? List.of() : List.of(password);
    }

    Account account() {
        Facts facts = facts();
        Account account = UserFacts.account(user, facts);
        return new Account(
                user,
                account.tohost(),
                account.status(),
                account.access(),
                account.quota(),
                account.forward(),
                scram(facts).or(() -> Passwords.scram(stored())));
    }

    /// {@return the other addresses of the user in one spelling, `@domain` for all of a domain}
    List<String> aliases() {
        return aliases(facts());
    }

    private static List<String> aliases(Facts facts) {
        List<String> aliases = new ArrayList<>();
        for (String alias : facts.list("alias")) {
            aliases.add(
                    alias.startsWith("@")
                            ? "@" + MailAddress.parse("any" + alias).domain()
                            : UserId.of(MailAddress.parse(alias)).name());
        }
        return aliases;
    }

    private static Optional<ScramVerifier> scram(Facts facts) {
        return Optional.of(facts.get("scram"))
                .filter(text -> !text.isEmpty())
                .map(ScramVerifier::parse);
    }

    /// {@return the line without its end}
    String text() {
        return user + ":" + password + ":" + info;
    }
}
