package org.tohost.ldap;

import java.util.Optional;
import org.tohost.common.config.Field;
import org.tohost.common.config.MatchList;
import org.tohost.common.failure.Failure;

/// Where the users of these domains are: `domain="*.example.net" base="ou=%d,dc=example,dc=net"
/// scope="one"`.
public record DomainTree(
        @Field(name = "domain", doc = "Match list of the domains behind the `@`.") MatchList domain,
        @Field(
                        name = "base",
                        doc = "The DN below which their users are, with words as in `g_ldap_base`.")
                DnTemplate base,
        @Field(name = "scope", def = "sub", doc = "How far below: `sub`, `one` or `base`.")
                Scope scope) {
    /// Checks the match list.
    ///
    /// @throws Failure.Syntax if it is empty
    public DomainTree {
        if (domain.isEmpty()) {
            throw new Failure.Syntax("domain must be set");
        }
    }

    /// {@return where to search for this name; nothing if nobody there can be called so}
    Optional<EntryQuery> query(SearchName name, FilterTemplate by) {
        return query(base, scope, name, by);
    }

    /// {@return where to search below this base for this name; nothing if nobody there can be
    /// called so}
    static Optional<EntryQuery> query(
            DnTemplate base, Scope scope, SearchName name, FilterTemplate by) {
        Optional<DnTemplate> made = Optional.of(base).filter(DnTemplate::varies);
        return base.dn(name)
                .map(dn -> new EntryQuery(name.full(), dn, scope, by.filter(name), made));
    }
}
