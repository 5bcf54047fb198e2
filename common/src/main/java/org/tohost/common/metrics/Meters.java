package org.tohost.common.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.tohost.common.domain.Service;

/// Every meter of a node. No label takes a value that a client can choose.
///
/// | Prometheus name | kind | labels | meaning |
/// |---|---|---|---|
/// | `tohost_logins_total` | counter | service, result, reason | logins tried |
/// | `tohost_sessions_open` | gauge | service | sessions that are open now |
/// | `tohost_session_duration_seconds` | timer | service | how long sessions lasted |
/// | `tohost_session_bytes_total` | counter | service, direction | octets from (`in`) and to (`out`) clients |
/// | `tohost_directory_calls_seconds` | timer | outcome | calls of the user database |
/// | `tohost_directory_up` | gauge | | 1 while the LDAP directory answers, else 0 |
/// | `tohost_directory_operations_total` | counter | pool, outcome | LDAP operations: `answered`, `failed`, or given up because they were `late` |
/// | `tohost_directory_connections` | gauge | pool, state | LDAP connections that are `busy` or `idle` |
/// | `tohost_directory_waiting` | gauge | pool | callers that wait for a free LDAP connection |
/// | `tohost_directory_push_up` | gauge | way | 1 while changes in the directory come this way (`sync`, `psearch`, `poll`), else 0 |
/// | `tohost_directory_push_age_seconds` | gauge | | how long ago the server that changes come from gave a sign of life |
/// | `tohost_users_cache_total` | counter | key, result | questions answered from what is kept (`hit`), by a search (`miss`), or from what was last good in an outage (`stale`) |
/// | `tohost_users_cache_size` | gauge | answer | answers that are kept: `found` and `nobody` |
/// | `tohost_users_joined_total` | counter | | questions that waited for a search already under way |
/// | `tohost_users_changes_total` | counter | kind | changes heard of: of one entry (`one`), or perhaps missed (`missed`) |
/// | `tohost_users_passwords_total` | counter | result | passwords known without asking (`hit`), or in an outage (`stale`) |
/// | `tohost_token_checks_seconds` | timer | outcome | tests of OAuth tokens: `good`, `bad`, or `unavailable` in an outage |
/// | `tohost_backend_connects_seconds` | timer | backend, outcome | handing a session to a back-end |
/// | `tohost_backend_up` | gauge | backend, service | 0 while its circuit is open, else 1 |
/// | `tohost_backend_probes_seconds` | timer | backend, service, outcome | asking a back-end whether it serves: `served` or `failed` |
/// | `tohost_recipients_total` | counter | status | outcomes of recipients |
/// | `tohost_queue_messages` | gauge | | messages in the queue |
/// | `tohost_log_groups_total` | counter | | record groups made durable |
/// | `tohost_log_bytes_total` | counter | | octets made durable |
/// | `tohost_log_fsync_seconds` | timer | | one flush to disk, for all groups that waited |
/// | `tohost_log_size_bytes` | gauge | | octets of the log on the disk |
/// | `tohost_log_live_ratio` | gauge | | how much of the closed files of the log was live mail when last looked at, from 0 to 1 |
/// | `tohost_log_reclaimed_bytes` | gauge | | octets of the log that were won back since the start |
/// | `tohost_log_holds` | gauge | | who reads the log and keeps its files from being freed |
public final class Meters {
    private final MeterRegistry registry;
    private final Map<Service, AtomicInteger> open = new EnumMap<>(Service.class);

    /// Meters that live in `registry`.
    public Meters(MeterRegistry registry) {
        this.registry = registry;
        for (Service service : Service.values()) {
            AtomicInteger count = new AtomicInteger();
            open.put(service, count);
            Gauge.builder("tohost.sessions.open", count, AtomicInteger::get)
                    .tag("service", service.label())
                    .register(registry);
        }
    }

    /// {@return meters that nobody reads}
    public static Meters unheard() {
        return new Meters(new SimpleMeterRegistry());
    }

    /// A login was tried; `reason` is one of the fixed words of the log.
    public void login(Service service, boolean accepted, String reason) {
        String result = accepted ? "accepted" : "refused";
        registry.counter(
                        "tohost.logins",
                        "service",
                        service.label(),
                        "result",
                        result,
                        "reason",
                        reason)
                .increment();
    }

    /// A session began.
    public void sessionOpened(Service service) {
        count(service).incrementAndGet();
    }

    /// A session is over, after `in` octets from the client and `out` to it.
    public void sessionEnded(Service service, Duration lasted, long in, long out) {
        count(service).decrementAndGet();
        registry.timer("tohost.session.duration", "service", service.label()).record(lasted);
        bytes(service, "in", in);
        bytes(service, "out", out);
    }

    /// The user database was asked; `answered` is false for an outage.
    public void directory(boolean answered, Duration took) {
        String outcome = answered ? "answered" : "unavailable";
        registry.timer("tohost.directory.calls", "outcome", outcome).record(took);
    }

    /// Where to ask whether the LDAP directory answers.
    public void gaugeDirectory(BooleanSupplier up) {
        gauge("tohost.directory.up", () -> up.getAsBoolean() ? 1 : 0, Tags.empty());
    }

    /// Where to ask whether changes in the directory come by a way, and how old the last sign of
    /// life is.
    public void gaugeDirectoryPush(Predicate<String> up, Supplier<Duration> age) {
        for (String way : List.of("sync", "psearch", "poll")) {
            gauge("tohost.directory.push.up", () -> up.test(way) ? 1 : 0, Tags.of("way", way));
        }
        gauge(
                "tohost.directory.push.age.seconds",
                () -> Math.toIntExact(age.get().toSeconds()),
                Tags.empty());
    }

    /// Where to ask how many connections of a pool are in use and idle, and how many callers wait.
    public void gaugeDirectoryPool(
            String pool, IntSupplier busy, IntSupplier idle, IntSupplier waiting) {
        String connections = "tohost.directory.connections";
        gauge(connections, busy, Tags.of("pool", pool, "state", "busy"));
        gauge(connections, idle, Tags.of("pool", pool, "state", "idle"));
        gauge("tohost.directory.waiting", waiting, Tags.of("pool", pool));
    }

    /// One operation on a connection of a pool: `answered`, `failed` or `late`.
    public void directoryOperation(String pool, String outcome) {
        registry.counter("tohost.directory.operations", "pool", pool, "outcome", outcome)
                .increment();
    }

    /// Who stands under a key (`login`, `address`, `catch-all`) was kept.
    public void usersHit(String key) {
        usersCache(key, "hit");
    }

    /// Who stands under a key takes a search.
    public void usersMiss(String key) {
        usersCache(key, "miss");
    }

    /// Who stands under a key was last known so, before an outage.
    public void usersStale(String key) {
        usersCache(key, "stale");
    }

    private void usersCache(String key, String result) {
        registry.counter("tohost.users.cache", "key", key, "result", result).increment();
    }

    /// A question was answered by a search already under way.
    public void usersJoined() {
        registry.counter("tohost.users.joined").increment();
    }

    /// The user database told of a change: of `one` entry, or that some may have been missed.
    public void usersChanged(boolean one) {
        registry.counter("tohost.users.changes", "kind", one ? "one" : "missed").increment();
    }

    /// A password was known without asking; `stale` if that was so because of an outage.
    public void usersPassword(boolean stale) {
        registry.counter("tohost.users.passwords", "result", stale ? "stale" : "hit").increment();
    }

    /// Where to ask how many answers of the user database are kept: users found, and names that
    /// nobody has.
    public void gaugeUsers(IntSupplier found, IntSupplier nobody) {
        gauge("tohost.users.cache.size", found, Tags.of("answer", "found"));
        gauge("tohost.users.cache.size", nobody, Tags.of("answer", "nobody"));
    }

    /// A token of OAuth was tested: `good`, `bad` or `unavailable`.
    public void token(String outcome, Duration took) {
        registry.timer("tohost.token.checks", "outcome", outcome).record(took);
    }

    /// A session was handed to `backend`, or could not be.
    public void backendConnect(String backend, boolean connected, Duration took) {
        String outcome = connected ? "connected" : "failed";
        registry.timer("tohost.backend.connects", "backend", backend, "outcome", outcome)
                .record(took);
    }

    /// Where to ask whether a back-end's circuit for a service is closed.
    public void gaugeBackend(String backend, Service service, BooleanSupplier closed) {
        gauge(
                "tohost.backend.up",
                () -> closed.getAsBoolean() ? 1 : 0,
                Tags.of("backend", backend, "service", service.label()));
    }

    /// A back-end was asked whether it serves.
    public void backendProbe(String backend, Service service, boolean served, Duration took) {
        Tags tags =
                Tags.of(
                        "backend",
                        backend,
                        "service",
                        service.label(),
                        "outcome",
                        served ? "served" : "failed");
        registry.timer("tohost.backend.probes", tags).record(took);
    }

    /// One recipient's outcome: `sent`, `deferred` or `failed`.
    public void recipient(String status) {
        registry.counter("tohost.recipients", "status", status).increment();
    }

    /// So many record groups became durable by one flush.
    public void commit(int groups, long bytes, Duration fsync) {
        registry.counter("tohost.log.groups").increment(groups);
        registry.counter("tohost.log.bytes").increment((double) bytes);
        registry.timer("tohost.log.fsync").record(fsync);
    }

    /// Where to ask for the number of messages in the queue.
    public void gaugeQueue(IntSupplier messages) {
        gauge("tohost.queue.messages", messages, Tags.empty());
    }

    /// Where to ask for the log of the store.
    public void gaugeLog(
            LongSupplier size, DoubleSupplier live, LongSupplier reclaimed, IntSupplier holds) {
        gaugeNumber("tohost.log.size.bytes", size::getAsLong);
        gaugeNumber("tohost.log.live.ratio", live);
        gaugeNumber("tohost.log.reclaimed.bytes", reclaimed::getAsLong);
        gaugeNumber("tohost.log.holds", holds::getAsInt);
    }

    private void gaugeNumber(String name, DoubleSupplier value) {
        Gauge.builder(name, value, DoubleSupplier::getAsDouble)
                .strongReference(true)
                .register(registry);
    }

    private void gauge(String name, IntSupplier value, Tags tags) {
        Gauge.builder(name, value, IntSupplier::getAsInt)
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    private void bytes(Service service, String direction, long octets) {
        registry.counter("tohost.session.bytes", "service", service.label(), "direction", direction)
                .increment((double) octets);
    }

    /// Shows memory, threads, processor and uptime of the Java process too, under Micrometer's own
    /// names (`jvm_*`, `process_*`, `system_*`).
    public void bindJvm() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    @SuppressWarnings("NullAway") // the constructor puts a counter for each service
    private AtomicInteger count(Service service) {
        return open.get(service);
    }
}
