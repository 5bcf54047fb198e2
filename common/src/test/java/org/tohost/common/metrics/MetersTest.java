package org.tohost.common.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.tohost.common.domain.Service;

class MetersTest {
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Meters meters = new Meters(registry);

    private void everything() {
        meters.login(Service.IMAP, true, "ok");
        meters.login(Service.POP3, false, "authentication");
        meters.sessionOpened(Service.IMAP);
        meters.sessionOpened(Service.IMAP);
        meters.sessionEnded(Service.IMAP, Duration.ofSeconds(3), 100, 2000);
        meters.directory(true, Duration.ofMillis(2));
        meters.directory(false, Duration.ofSeconds(5));
        meters.token("bad", Duration.ofMillis(1));
        meters.gaugeDirectory(() -> true);
        meters.gaugeDirectoryPool("bind", () -> 1, () -> 2, () -> 3);
        meters.directoryOperation("bind", "late");
        meters.gaugeDirectoryPush("poll"::equals, () -> Duration.ofSeconds(4));
        meters.usersHit("login");
        meters.usersMiss("address");
        meters.usersStale("catch-all");
        meters.usersJoined();
        meters.usersChanged(true);
        meters.usersPassword(false);
        meters.gaugeUsers(() -> 8, () -> 9);
        meters.backendConnect("be1", true, Duration.ofMillis(1));
        meters.gaugeBackend("be1", Service.IMAP, () -> true);
        meters.backendProbe("be1", Service.POP3, false, Duration.ofMillis(5));
        meters.recipient("sent");
        meters.commit(3, 4096, Duration.ofMillis(1));
        meters.gaugeQueue(() -> 7);
        meters.gaugeLog(() -> 5, () -> 0.5, () -> 6, () -> 7);
    }

    @Test
    void countsWhatHappens() {
        everything();
        String page = registry.scrape();
        for (String line :
                List.of(
                        "tohost_logins_total{reason=\"ok\",result=\"accepted\",service=\"imap\"} 1.0",
                        "tohost_logins_total{reason=\"authentication\",result=\"refused\",service=\"pop3\"} 1.0",
                        "tohost_sessions_open{service=\"imap\"} 1.0",
                        "tohost_sessions_open{service=\"lmtp\"} 0.0",
                        "tohost_session_duration_seconds_sum{service=\"imap\"} 3.0",
                        "tohost_session_bytes_total{direction=\"in\",service=\"imap\"} 100.0",
                        "tohost_session_bytes_total{direction=\"out\",service=\"imap\"} 2000.0",
                        "tohost_directory_calls_seconds_count{outcome=\"unavailable\"} 1",
                        "tohost_token_checks_seconds_count{outcome=\"bad\"} 1",
                        "tohost_directory_up 1.0",
                        "tohost_directory_connections{pool=\"bind\",state=\"busy\"} 1.0",
                        "tohost_directory_connections{pool=\"bind\",state=\"idle\"} 2.0",
                        "tohost_directory_waiting{pool=\"bind\"} 3.0",
                        "tohost_directory_operations_total{outcome=\"late\",pool=\"bind\"} 1.0",
                        "tohost_directory_push_up{way=\"poll\"} 1.0",
                        "tohost_directory_push_up{way=\"sync\"} 0.0",
                        "tohost_directory_push_age_seconds 4.0",
                        "tohost_users_cache_total{key=\"login\",result=\"hit\"} 1.0",
                        "tohost_users_cache_total{key=\"address\",result=\"miss\"} 1.0",
                        "tohost_users_cache_total{key=\"catch-all\",result=\"stale\"} 1.0",
                        "tohost_users_joined_total 1.0",
                        "tohost_users_changes_total{kind=\"one\"} 1.0",
                        "tohost_users_passwords_total{result=\"hit\"} 1.0",
                        "tohost_users_cache_size{answer=\"found\"} 8.0",
                        "tohost_users_cache_size{answer=\"nobody\"} 9.0",
                        "tohost_backend_connects_seconds_count{backend=\"be1\",outcome=\"connected\"} 1",
                        "tohost_backend_up{backend=\"be1\",service=\"imap\"} 1.0",
                        "tohost_backend_probes_seconds_count{backend=\"be1\",outcome=\"failed\",service=\"pop3\"} 1",
                        "tohost_recipients_total{status=\"sent\"} 1.0",
                        "tohost_log_groups_total 3.0",
                        "tohost_log_bytes_total 4096.0",
                        "tohost_log_fsync_seconds_count 1",
                        "tohost_queue_messages 7.0")) {
            assertTrue(page.contains("\n" + line + "\n"), line + " is not in\n" + page);
        }
    }

    @Test
    void theTableOfNamesIsComplete() throws IOException {
        everything();
        Path source = Path.of("src/main/java/org/tohost/common/metrics/Meters.java");
        TreeSet<String> written = new TreeSet<>();
        Pattern.compile("^/// \\| `(tohost_\\w+)`", Pattern.MULTILINE)
                .matcher(Files.readString(source))
                .results()
                .forEach(result -> written.add(result.group(1)));
        TreeSet<String> shown = new TreeSet<>();
        Pattern.compile("^# TYPE (tohost_\\w+)", Pattern.MULTILINE)
                .matcher(registry.scrape())
                .results()
                .map(result -> result.group(1))
                .filter(name -> !name.endsWith("_max"))
                .forEach(shown::add);
        assertEquals(written, shown);
    }

    @Test
    void theProcessIsShownToo() {
        meters.bindJvm();
        String page = registry.scrape();
        assertTrue(page.contains("jvm_memory_used_bytes"), page);
        assertTrue(page.contains("process_uptime_seconds"), page);
    }
}
