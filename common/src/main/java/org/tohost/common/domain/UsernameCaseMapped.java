package org.tohost.common.domain;

import java.util.Locale;
import org.tohost.common.failure.Failure;
import rocks.xmpp.precis.PrecisProfiles;

/// The one spelling of a user name in which names are compared: the profile UsernameCaseMapped of
/// RFC 8265 3.3. Full-width letters become usual ones, upper case becomes lower case, and the rest
/// is in Unicode normalization form C. A name so prepared stays as it is when it is prepared again.
///
/// The profile takes every visible character of ASCII, so what local parts of mail addresses are
/// written with (`+`, `*`, `=`, `\`, quotes, parentheses) needs no exception: such a name goes
/// through unharmed, and each module quotes it as its own language asks for. It takes the letters,
/// digits and accents of all scripts, and refuses what people cannot tell apart or see: spaces of
/// any kind, control and format characters, symbols, compatibility forms, unassigned code points,
/// and right-to-left text that is mixed (RFC 5893 2).
///
/// What is prepared is one part of a name: the local part, or a name without domain. Domains keep
/// to other rules, and an `@` between scripts of two directions is no mixture.
public final class UsernameCaseMapped {
    private UsernameCaseMapped() {}

    /// {@return the name in the one spelling}
    ///
    /// @throws Failure.Syntax if the name is empty or holds what no user name may hold
    public static String of(String name) {
        if (!name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            return name.toLowerCase(Locale.ROOT);
        }
        try {
            return PrecisProfiles.USERNAME_CASE_MAPPED.enforce(name);
        } catch (IllegalArgumentException e) {
            throw new Failure.Syntax("no user name has this (RFC 8265 3.3)");
        }
    }
}
