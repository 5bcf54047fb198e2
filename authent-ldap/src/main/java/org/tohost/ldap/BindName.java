package org.tohost.ldap;

import com.unboundid.ldap.sdk.DN;
import java.util.Optional;
import org.tohost.common.failure.Failure;

/// The name to bind as, with words (see [SearchName]): a DN such as
/// `uid=%n,ou=people,dc=example,dc=net`, or one of the other names that Active Directory takes,
/// such as `%u` (a userPrincipalName) or `EXAMPLE\%n`.
public sealed interface BindName {
    /// A DN, which is also the DN of the user's entry.
    record Entry(DnTemplate template) implements BindName {}

    /// Something else: the entry is found by a search.
    record Principal(String template) implements BindName {}

    /// Reads the text of a setting.
    ///
    /// @throws Failure.Syntax if there is neither `%u` nor `%n` in it
    static BindName parse(String text) {
        SearchName one = new SearchName("1", "2", "3");
        SearchName two = new SearchName("4", "5", "3");
        if (one.expand(text).equals(two.expand(text))) {
            throw new Failure.Syntax("neither %u nor %n is in it");
        }
        return DN.isValidDN(text) ? new Entry(DnTemplate.parse(text)) : new Principal(text);
    }

    /// {@return what to bind as for this login; nothing if nobody can be called so}
    default Optional<String> of(SearchName name) {
        return switch (this) {
            case Entry(DnTemplate template) -> template.dn(name).map(DN::toString);
            case Principal(String template) ->
                    Optional.of(name.expand(template))
                            .filter(_ -> name.fills(template))
                            .filter(principal -> !DN.isValidDN(principal)); // names nobody's choice
        };
    }
}
