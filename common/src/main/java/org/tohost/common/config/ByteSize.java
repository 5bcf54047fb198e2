package org.tohost.common.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tohost.common.failure.Failure;

/// A number of octets: `4096`, `64KiB`, `64MiB`, `2GiB`, `1TiB`.
public record ByteSize(long octets) {
    private static final Pattern FORM =
            Pattern.compile("(\\d{1,15})\\s*(B|KiB|MiB|GiB|TiB)?", Pattern.CASE_INSENSITIVE);
    private static final String UNITS = "BKMGT";

    /// Checks the sign.
    ///
    /// @throws Failure.Syntax if it is negative
    public ByteSize {
        if (octets < 0) {
            throw new Failure.Syntax("a size cannot be negative");
        }
    }

    /// Reads a size as it is written in the settings.
    ///
    /// @throws Failure.Syntax if it is no size
    public static ByteSize parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new Failure.Syntax("not a size such as \"64MiB\" (units B, KiB, MiB, GiB, TiB)");
        }
        String unit = matcher.group(2) == null ? "B" : matcher.group(2);
        int power = UNITS.indexOf(Character.toUpperCase(unit.charAt(0)));
        try {
            return new ByteSize(
                    Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << (10 * power)));
        } catch (ArithmeticException e) {
            throw new Failure.Syntax("a size beyond 8 EiB");
        }
    }

    /// {@return the size as an int}
    ///
    /// @throws Failure.Syntax if it is 2 GiB or more
    public int toInt() {
        if (octets > Integer.MAX_VALUE) {
            throw new Failure.Syntax("a size of 2 GiB or more");
        }
        return (int) octets;
    }

    /// {@return the size with the largest unit that leaves a whole number}
    @Override
    public String toString() {
        int power = 0;
        long rest = octets;
        while (rest != 0 && rest % 1024 == 0 && power < 4) {
            rest /= 1024;
            power++;
        }
        return power == 0 ? rest + "B" : rest + UNITS.substring(power, power + 1) + "iB";
    }
}
