package org.tohost.deploy.demo;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The people of the demo: six on two domains, and as many more as are asked for.
record DemoUsers(List<DemoUser> all, String password) {
    /// What all entries stand below.
    static final String BASE = "o=demo";

    private static final List<DemoUser> SIX =
            List.of(
                    new DemoUser("alice@example.test", Optional.of("be1")),
                    new DemoUser("bob@example.test", Optional.of("be2")),
                    new DemoUser("carol@example.test", Optional.empty()),
                    new DemoUser("dave@example.org", Optional.of("be2")),
                    new DemoUser("erin@example.org", Optional.of("be1")),
                    new DemoUser("frank@example.org", Optional.of("be2")));

    /// One of them; without `tohost`, `g_proxy_default` decides.
    record DemoUser(String address, Optional<String> tohost) {
        /// {@return the part before the `@`}
        String name() {
            return address.substring(0, address.indexOf('@'));
        }
    }

    /// {@return the six, and `user1` to `userN` with the back-ends in turn}
    static DemoUsers of(int more, String password) {
        List<DemoUser> users = new ArrayList<>(SIX);
        for (int i = 1; i <= more; i++) {
            users.add(
                    new DemoUser(
                            "user" + i + "@example.test", Optional.of(i % 2 == 1 ? "be1" : "be2")));
        }
        return new DemoUsers(List.copyOf(users), password);
    }

    /// {@return the entries of the directory (RFC 2849)}
    String ldif() {
        StringBuilder text =
                new StringBuilder(
                        """
                        dn: o=demo
                        objectClass: organization
                        o: demo

                        """);
        all.forEach(user -> text.append(entry(user)));
        return text.toString();
    }

    private String entry(DemoUser user) {
        String name = user.name();
        String cn = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        return """
        dn: mail=%s,o=demo
        objectClass: inetOrgPerson
        objectClass: tohostMailUser
        cn: %s
        sn: %s
        mail: %s
        %suserPassword:: %s

        """
                .formatted(
                        user.address(),
                        cn,
                        cn,
                        user.address(),
                        user.tohost().map(host -> "tohost: " + host + "\n").orElse(""),
                        Base64.getEncoder()
                                .encodeToString(password.getBytes(StandardCharsets.UTF_8)));
    }
}
