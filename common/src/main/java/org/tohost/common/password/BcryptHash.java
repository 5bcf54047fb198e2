package org.tohost.common.password;

import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.tohost.common.failure.Failure;

/// bcrypt in the form of crypt(3): `$2b$10$` and 53 characters of salt and hash. Passwords count up
/// to their 72nd octet.
record BcryptHash(String text) implements StoredHash {
    private static final Pattern FORM = Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$[./0-9A-Za-z]{53}");
    private static final Pattern METHOD = Pattern.compile("(\\$[0-9A-Za-z]{1,10}\\$).*");
    private static final int LEAST_COST = 4;
    private static final int MOST_COST = 16;
    private static final int COST = 10;

    static BcryptHash parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            Matcher method = METHOD.matcher(text);
            throw new Failure.Syntax(
                    "passwords of crypt method "
                            + (method.matches() ? method.group(1) : "(none)")
                            + " are not known");
        }
        int cost = Integer.parseInt(form.group(1));
        if (cost < LEAST_COST || cost > MOST_COST) {
            throw new Failure.Syntax("bcrypt's cost goes up to " + MOST_COST);
        }
        return new BcryptHash(text);
    }

    static String make(byte[] password, RandomGenerator random) {
        byte[] salt = new byte[16];
        random.nextBytes(salt);
        return "{CRYPT}" + OpenBSDBCrypt.generate("2b", password, salt, COST);
    }

    @Override
    public boolean matches(byte[] password) {
        return OpenBSDBCrypt.checkPassword(text, password);
    }

    @Override
    public long micros() {
        return 66L << Integer.parseInt(text.substring(4, 6));
    }
}
