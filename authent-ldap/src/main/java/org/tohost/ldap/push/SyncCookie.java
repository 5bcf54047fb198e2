package org.tohost.ldap.push;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tohost.common.failure.Failure;

/// The cookie of a consumer of OpenLDAP that has all that the provider has: the values of the
/// provider's `contextCSN`, one for each server id, in the order of these.
final class SyncCookie {
    /// `20261122031827.123456Z#000000#001#000000`: time, count, server id, modifier
    /// (draft-ietf-ldup -model).
    private static final Pattern CSN =
            Pattern.compile("[0-9]{14}(\\.[0-9]+)?Z#[0-9a-f]{6}#[0-9a-f]{2,3}#[0-9a-f]{6}");

    private SyncCookie() {}

    /// {@return the cookie for these values}
    ///
    /// @throws Failure.Syntax if there is none, or one that is not a CSN
    static String of(List<String> csns) {
        if (csns.isEmpty()) {
            throw new Failure.Syntax("no contextCSN");
        }
        for (String csn : csns) {
            if (!CSN.matcher(csn).matches()) {
                throw new Failure.Syntax("not a contextCSN: " + csn);
            }
        }
        return csns.stream()
                .sorted(Comparator.comparingInt(SyncCookie::server))
                .collect(Collectors.joining(";", "rid=000,csn=", ""));
    }

    private static int server(String csn) {
        return Integer.parseInt(Arrays.asList(csn.split("#", -1)).get(2), 16);
    }
}
