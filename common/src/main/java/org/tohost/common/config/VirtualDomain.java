package org.tohost.common.config;

/// The line that opens the section of a domain of ours: `vdomain address="" name="example.net"`.
public record VirtualDomain(
        @Field(
                        name = "address",
                        def = "",
                        doc = "The address that this domain is served on; empty for all.")
                String address,
        @Field(name = "name", doc = "The domain behind the `@`.") String name) {}
