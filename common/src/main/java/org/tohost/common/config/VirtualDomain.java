package org.tohost.common.config;

import java.util.Locale;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.failure.Failure;

/// The line that opens the section of a domain of ours: `vdomain address="" name="example.net"`.
@Group(
        value = "Domains",
        doc = "A line `vdomain` opens the section of a domain; the lines behind it belong to it.")
public record VirtualDomain(
        @Field(name = "address", doc = "Must be empty: a domain is served on all addresses.")
                String address,
        @Field(name = "name", doc = "The domain behind the `@`.") String name) {
    /// Folds the name to lower case.
    ///
    /// @throws Failure.Syntax if it is no domain, or the address is not empty
    public VirtualDomain {
        if (!address.isEmpty()) {
            throw new Failure.Syntax("address must be empty: domains are served on all addresses");
        }
        name = name.toLowerCase(Locale.ROOT);
        if (name.isEmpty() || !new MailAddress("postmaster", name).domain().equals(name)) {
            throw new Failure.Syntax("name must be a domain");
        }
    }
}
