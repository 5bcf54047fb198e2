package org.tohost.common.users;

import java.util.List;
import java.util.Locale;
import org.tohost.common.config.Field;
import org.tohost.common.config.MatchList;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.failure.Failure;

/// The domain of user names without one, where a client came in this way: all lists that are given
/// have to match.
public record LoginDomain(
        @Field(
                        name = "address",
                        def = "",
                        doc = "Match list of addresses of this machine that the client called.")
                MatchList address,
        @Field(
                        name = "sni",
                        def = "",
                        doc = "Match list of server names that the client asked for by TLS.")
                MatchList sni,
        @Field(
                        name = "certificate",
                        def = "",
                        doc =
                                "Match list of names in the client's certificate: its DNS names and mail"
                                        + " addresses, else its common name.")
                MatchList certificate,
        @Field(name = "domain", doc = "The domain that user names without `@` belong to.")
                String domain) {
    /// Folds the domain to lower case.
    ///
    /// @throws Failure.Syntax if it is none
    public LoginDomain {
        domain = domain.toLowerCase(Locale.ROOT);
        if (domain.isEmpty() || !new MailAddress("postmaster", domain).domain().equals(domain)) {
            throw new Failure.Syntax("domain must be a domain");
        }
    }

    boolean takes(Entrance entrance) {
        return takes(address, List.of(entrance.address()))
                && takes(sni, List.of(entrance.sni()))
                && takes(certificate, entrance.certificate());
    }

    /// What is not known matches no list, not even `*`.
    private static boolean takes(MatchList list, List<String> names) {
        return list.isEmpty()
                || names.stream().filter(name -> !name.isEmpty()).anyMatch(list::matches);
    }
}
