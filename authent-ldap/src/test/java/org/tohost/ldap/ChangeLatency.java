package org.tohost.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.tohost.common.authent.LookupResult;
import org.tohost.common.authent.UserChange;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.UserId;
import org.tohost.common.fixture.Programs;
import org.tohost.common.fixture.SlapdFixture;
import org.tohost.common.fixture.UsersFixture;
import org.tohost.common.users.Users;

/// Measures how long it takes from an operator's modify of `tohost` in OpenLDAP to the moment when
/// who watches the user database is told, and when a look-up gives the new host; by
/// synchronisation, and by polling. Run by hand; the results are in `docs/benchmarks.md`.
final class ChangeLatency {
    private static final int TRIALS = 100;
    private static final String CAROL = "uid=carol,ou=people," + SlapdFixture.BASE;
    private static final MailAddress ADDRESS = MailAddress.parse("carol@example.test");
    private static final UserChange TOLD = new UserChange.One(new UserId("carol@example.test"));

    private final BlockingQueue<UserChange> told = new LinkedBlockingQueue<>();
    private final Users users;
    private final LDAPConnection operator;

    private ChangeLatency(Users users, LDAPConnection operator) {
        this.users = users;
        this.operator = operator;
    }

    /// Runs it.
    public static void main(String[] args) throws Exception {
        Path ldif = Programs.source("authent-ldap/src/test/resources/contract.ldif");
        for (String way : List.of("sync", "poll")) {
            Path folder = Files.createTempDirectory("latency");
            try (var slapd =
                            SlapdFixture.start(
                                    folder, ldif, SlapdFixture.Options.usual().asProvider());
                    var operator = new LDAPConnection("127.0.0.1", slapd.port());
                    var users =
                            UsersFixture.over(
                                    Settings.of(slapd.url()).with("g_ldap_push", way).module())) {
                operator.bind(SlapdFixture.ADMIN_DN, SlapdFixture.ADMIN_PASSWORD);
                new ChangeLatency(users, operator).measure(way);
            }
        }
    }

    private void measure(String way) throws Exception {
        try (var _ = users.watch(told::add)) {
            while (!(told.take() instanceof UserChange.Any)) {}
            for (int i = 0; i < TRIALS; i++) {
                trial("warm" + i); // the first ones run in code that is not compiled yet
            }
            Duration[] heard = new Duration[TRIALS];
            Duration[] seen = new Duration[TRIALS];
            for (int i = 0; i < TRIALS; i++) {
                Duration[] one = trial("be" + i);
                heard[i] = one[0];
                seen[i] = one[1];
            }
            print(way + ", watcher told", heard);
            print(way + ", new host found", seen);
        }
    }

    private Duration[] trial(String host) throws Exception {
        var _ = users.lookup(ADDRESS); // kept from now on
        told.clear();
        long start = System.nanoTime();
        operator.modify(CAROL, new Modification(ModificationType.REPLACE, "tohost", host));
        while (!told.take().equals(TOLD)) {}
        long heard = System.nanoTime();
        while (!host.equals(host())) {
            Thread.onSpinWait();
        }
        long seen = System.nanoTime();
        return new Duration[] {Duration.ofNanos(heard - start), Duration.ofNanos(seen - start)};
    }

    private String host() {
        return users.lookup(ADDRESS) instanceof LookupResult.Found(var account)
                ? account.tohost().getFirst()
                : "";
    }

    private static void print(String what, Duration[] times) {
        Arrays.sort(times);
        System.out.printf(
                "%s: p50 %.1f ms, p99 %.1f ms, max %.1f ms%n",
                what, millis(times[49]), millis(times[98]), millis(times[99]));
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }
}
