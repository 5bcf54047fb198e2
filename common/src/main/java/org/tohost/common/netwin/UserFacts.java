package org.tohost.common.netwin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tohost.common.authent.Account;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.netwin.words.AuthentUser;
import org.tohost.common.netwin.words.Facts;

/// Accounts as the authent protocol tells them, both ways. Facts that are not named here say
/// nothing to us.
public final class UserFacts {
    private static final Set<String> GOOD = Set.of("", "ok", "good", "paydue");
    private static final String SELF = "$user";

    private UserFacts() {}

    /// {@return the account of this user}
    ///
    /// @throws Failure.Syntax if the name is no user's, or a fact has no meaning
    static Account account(AuthentUser told) {
        return account(UserId.of(MailAddress.parse(told.name())), told.facts());
    }

    /// {@return the account of the user with these facts}
    ///
    /// @throws Failure.Syntax if a fact has no meaning
    public static Account account(UserId user, Facts facts) {
        boolean good = GOOD.contains(facts.get("mailstatus").toLowerCase(Locale.ROOT));
        return new Account(
                user,
                facts.list("tohost"),
                good ? Account.Status.OK : Account.Status.CLOSED,
                facts.list("mailaccess"),
                quota(facts.get("quota")),
                forward(facts.list("fwd"), user),
                Optional.empty());
    }

    /// {@return the user to tell about this account}
    ///
    /// @throws Failure.Syntax if something of it cannot be said
    static AuthentUser user(Account account) {
        SortedMap<String, String> facts = new TreeMap<>();
        facts.put("mailstatus", account.status() == Account.Status.OK ? "ok" : "closed");
        put(facts, "tohost", account.tohost());
        put(facts, "mailaccess", account.access());
        put(facts, "fwd", destinations(account));
        account.quota().ifPresent(octets -> facts.put("quota", Long.toString(octets)));
        return new AuthentUser(account.user().name(), new Facts(facts));
    }

    private static OptionalLong quota(String octets) {
        if (octets.isEmpty()) {
            return OptionalLong.empty();
        }
        if (octets.length() > 18 || !octets.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new Failure.Syntax("quota is not a number of octets");
        }
        return OptionalLong.of(Long.parseLong(octets));
    }

    private static List<MailAddress> forward(List<String> destinations, UserId user) {
        List<MailAddress> addresses = new ArrayList<>();
        for (String to : destinations) {
            addresses.add(MailAddress.parse(to.equalsIgnoreCase(SELF) ? user.name() : to));
        }
        return addresses;
    }

    private static List<String> destinations(Account account) {
        return account.forward().stream()
                .map(to -> UserId.of(to).equals(account.user()) ? SELF : to.toString())
                .toList();
    }

    private static void put(SortedMap<String, String> facts, String label, List<String> values) {
        if (!values.isEmpty()) {
            facts.put(label, String.join(",", values));
        }
    }
}
