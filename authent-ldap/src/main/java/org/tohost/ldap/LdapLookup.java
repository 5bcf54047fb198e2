package org.tohost.ldap;

import com.unboundid.ldap.sdk.DN;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tohost.common.authent.UserKey;
import org.tohost.common.config.Group;
import org.tohost.common.config.Setting;
import org.tohost.common.failure.Failure;

/// Where users' entries are, and how they are found.
@Group(
        value = "LDAP: finding users",
        doc =
                "In filters and bases, `%u` stands for the name as given, `%n` for the part before"
                        + " the `@`, `%d` for the domain, `%%` for a percent sign. What a name"
                        + " brings is escaped.")
public record LdapLookup(
        @Setting(
                        name = "g_ldap_base",
                        doc =
                                "The DN below which all users are: `ou=people,dc=example,dc=net`."
                                        + " With words in it, as in `ou=%d,dc=example,dc=net`, a"
                                        + " base that does not exist means that there is no such"
                                        + " user; without, that the directory is out of order.")
                DnTemplate base,
        @Setting(
                        name = "g_ldap_scope",
                        def = "sub",
                        doc =
                                "How far below `g_ldap_base` users are: `sub` (any depth), `one`"
                                        + " (directly below) or `base` (that entry alone).")
                Scope scope,
        @Setting(
                        name = "g_ldap_domain",
                        doc =
                                "Another base for the users of these domains. The first line that"
                                        + " matches counts; `g_ldap_base` is for the rest.")
                List<DomainTree> domains,
        @Setting(
                        name = "g_ldap_filter",
                        def = "(|(mail=%u)(mailAlternateAddress=%u))",
                        doc =
                                "The search filter (RFC 4515) that finds whose a mail address is."
                                        + " Words stand in equality and extensible matches.")
                FilterTemplate filter,
        @Setting(
                        name = "g_ldap_login_filter",
                        def = "(mail=%u)",
                        doc =
                                "The filter that finds who logs in by a name. `(uid=%n)` for names"
                                        + " whose domain does not count, `(|(uid=%u)(mail=%u))`"
                                        + " for either.")
                FilterTemplate loginFilter,
        @Setting(
                        name = "g_ldap_catchall_filter",
                        def = "(mailAlternateAddress=@%d)",
                        doc =
                                "The filter that finds who gets the mail for a domain that nobody"
                                        + " else in it gets. Empty: nobody.")
                Optional<FilterTemplate> catchAllFilter) {
    /// Copies the list, and checks that the filters tell users apart.
    ///
    /// @throws Failure.Syntax naming the setting that is wrong
    public LdapLookup {
        domains = List.copyOf(domains);
        if (!filter.tellsUsers()) {
            throw new Failure.Syntax("g_ldap_filter needs %u or %n");
        }
        if (!loginFilter.tellsUsers()) {
            throw new Failure.Syntax("g_ldap_login_filter needs %u or %n");
        }
        SearchName one = SearchName.ofCatchAll("1");
        SearchName two = SearchName.ofCatchAll("2");
        if (catchAllFilter.filter(f -> !f.tells(one, two)).isPresent()) {
            throw new Failure.Syntax("g_ldap_catchall_filter needs %d or %u");
        }
    }

    /// {@return how to search for a key; nothing if nobody can stand under it}
    Optional<EntryQuery> query(UserKey key) {
        return switch (key) {
            case UserKey.Login(var name) ->
                    SearchName.of(name).flatMap(words -> query(words, loginFilter));
            case UserKey.Address(var address) -> query(SearchName.of(address), filter);
            case UserKey.CatchAll(var domain) ->
                    catchAllFilter.flatMap(f -> query(SearchName.ofCatchAll(domain), f));
        };
    }

    /// {@return the entries below which every user is, whatever the domain}
    List<DN> roots() {
        List<DN> all =
                Stream.concat(domains.stream().map(DomainTree::base), Stream.of(base))
                        .map(DnTemplate::fixed)
                        .distinct()
                        .toList();
        return all.stream()
                .filter(dn -> all.stream().noneMatch(other -> other.isAncestorOf(dn, false)))
                .toList();
    }

    private Optional<EntryQuery> query(SearchName name, FilterTemplate by) {
        return domains.stream()
                .filter(place -> place.domain().matches(name.domain()))
                .findFirst()
                .map(place -> place.query(name, by))
                .orElseGet(() -> DomainTree.query(base, scope, name, by));
    }
}
