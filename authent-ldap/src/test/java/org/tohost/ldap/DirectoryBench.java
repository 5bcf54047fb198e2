package org.tohost.ldap;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.Login;
import org.tohost.common.fixture.SlapdFixture;
import org.tohost.common.fixture.UsersFixture;
import org.tohost.common.users.Users;

/// Measures password checks against slapd with 10,000 users on this machine, and prints tables for
/// `docs/benchmarks.md`, which says how it is started.
public final class DirectoryBench {
    private static final int USERS = 10_000;
    private static final int TRIES = 500;
    private static final int WARM_UP_TRIES = 100;
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration TIME = Duration.ofSeconds(6);
    private static final int[] CALLERS = {1, 16, 256};
    private static final String PEOPLE = "ou=people," + SlapdFixture.BASE;
    private static final String WARM = "g_authent_cache_ttl \"1h\"\n";

    private DirectoryBench() {}

    /// Takes a minute and a half.
    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("tohost-bench");
        Path ldif = Files.writeString(folder.resolve("users.ldif"), ldif());
        Path home = Files.createDirectory(folder.resolve("slapd"));
        try (var slapd = SlapdFixture.start(home, ldif, options())) {
            Settings settings = Settings.of(slapd.url()).with("g_ldap_pool_size", "8");
            System.out.println(
                    "| callers | cache | checks/s | p99 ms | CPU microseconds a check |");
            System.out.println("|---|---|---|---|---|");
            throughput(settings, "cold", UsersFixture.NOTHING_KEPT);
            throughput(settings, "warm", WARM);
            System.out.println("\n| check | wrong password, median ms | unknown user, median ms |");
            System.out.println("|---|---|---|");
            medians("search", settings);
            medians("direct", settings.with("g_ldap_check_dn", "uid=%n," + PEOPLE));
            medians("compare", settings);
        }
    }

    private static void throughput(Settings settings, String cache, String users) throws Exception {
        try (Users database = UsersFixture.over(settings.module(), users)) {
            askForAll(database);
            for (int callers : CALLERS) {
                var _ = new Load(callers, WARM_UP).of(i -> check(database, i % USERS));
                Load.Cost cost = new Load(callers, TIME).of(i -> check(database, i % USERS));
                Load.Cost harness = new Load(callers, WARM_UP).of(i -> login(i % USERS, "x"));
                System.out.printf(
                        Locale.ROOT,
                        "| %d | %s | %.0f | %.2f | %.0f |%n",
                        callers,
                        cache,
                        cost.perSecond(),
                        cost.p99Millis(),
                        cost.cpuMicros() - harness.cpuMicros());
            }
        }
    }

    /// Fills the cache, if there is one.
    private static void askForAll(Users database) {
        IntStream.range(0, USERS).parallel().forEach(i -> check(database, i));
    }

    private static void medians(String mode, Settings settings) {
        Settings checked = settings.with("g_ldap_check", mode);
        try (Users database = UsersFixture.over(checked.module(), UsersFixture.NOTHING_KEPT)) {
            double[] wrong = new double[TRIES];
            double[] unknown = new double[TRIES];
            for (int i = -WARM_UP_TRIES; i < TRIES; i++) {
                double known = millis(database, "user" + (i + WARM_UP_TRIES));
                double nobody = millis(database, "nobody" + (i + WARM_UP_TRIES));
                if (i >= 0) {
                    wrong[i] = known;
                    unknown[i] = nobody;
                }
            }
            Arrays.sort(wrong);
            Arrays.sort(unknown);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.3f | %.3f |%n",
                    mode,
                    wrong[TRIES / 2],
                    unknown[TRIES / 2]);
        }
    }

    private static double millis(Users database, String user) {
        var login = Settings.login(user + "@example.test", "wrong");
        long start = System.nanoTime();
        AuthResult result = database.check(login);
        double millis = (System.nanoTime() - start) / 1e6;
        if (result instanceof AuthResult.Unavailable || result instanceof AuthResult.Accepted) {
            throw new IllegalStateException(result.toString());
        }
        return millis;
    }

    private static void check(Users database, int user) {
        AuthResult result = database.check(login(user, "secret" + user));
        if (!(result instanceof AuthResult.Accepted)) {
            throw new IllegalStateException(result.toString());
        }
    }

    private static Login login(int user, String password) {
        return Settings.login("user" + user + "@example.test", password);
    }

    /// The user may read the own entry, for `direct`; the service account all, for `compare`.
    private static SlapdFixture.Options options() {
        String service = "by dn.exact=\"" + SlapdFixture.SERVICE_DN + "\" read";
        return new SlapdFixture.Options(
                Optional.empty(),
                List.of(
                        "access to attrs=userPassword " + service + " by anonymous auth by * none",
                        "access to * " + service + " by self read by * none"),
                false,
                256L << 20,
                SlapdFixture.Options.usual().schemas());
    }

    private static String ldif() throws NoSuchAlgorithmException {
        StringBuilder ldif = new StringBuilder();
        ldif.append(
                """
                dn: %1$s
                objectClass: organization
                objectClass: dcObject
                dc: tohost
                o: Tohost

                dn: %2$s
                objectClass: organizationalRole
                objectClass: simpleSecurityObject
                cn: service
                userPassword: let me read

                dn: ou=people,%1$s
                objectClass: organizationalUnit
                ou: people
                """
                        .formatted(SlapdFixture.BASE, SlapdFixture.SERVICE_DN));
        for (int i = 0; i < USERS; i++) {
            ldif.append(
                    """

                    dn: uid=user%1$d,%2$s
                    objectClass: inetOrgPerson
                    objectClass: tohostMailUser
                    uid: user%1$d
                    cn: User
                    sn: %1$d
                    mail: user%1$d@example.test
                    tohost: be1
                    userPassword: %3$s
                    """
                            .formatted(i, PEOPLE, ssha("secret" + i)));
        }
        return ldif.toString();
    }

    private static String ssha(String password) throws NoSuchAlgorithmException {
        byte[] salt = new byte[8];
        ThreadLocalRandom.current().nextBytes(salt);
        MessageDigest digest = MessageDigest.getInstance("SHA-1");
        digest.update(password.getBytes(StandardCharsets.UTF_8));
        byte[] hash = Arrays.copyOf(digest.digest(salt), 20 + salt.length);
        System.arraycopy(salt, 0, hash, 20, salt.length);
        return "{SSHA}" + Base64.getEncoder().encodeToString(hash);
    }
}
