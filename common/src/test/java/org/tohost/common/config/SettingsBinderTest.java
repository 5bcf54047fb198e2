package org.tohost.common.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.Service;
import org.tohost.common.failure.Failure;

class SettingsBinderTest {
    private final Problems problems = new Problems();

    record Everything(
            @Setting(name = "g_flag", def = "true", doc = "") boolean flag,
            @Setting(name = "g_count", def = "7", doc = "") int count,
            @Setting(name = "g_total", def = "8", doc = "") long total,
            @Setting(name = "g_text", doc = "") String text,
            @Setting(name = "g_path", def = "data", doc = "") Path path,
            @Setting(name = "g_pause", def = "30s", doc = "") Duration pause,
            @Setting(name = "g_size", def = "64MiB", doc = "") ByteSize size,
            @Setting(name = "g_listen", def = "127.0.0.1:143", doc = "") Endpoint listen,
            @Setting(name = "g_allow", doc = "") MatchList allow,
            @Setting(name = "g_service", def = "imap", doc = "") Service service,
            @Setting(name = "g_secret", def = "x", doc = "") Secret secret,
            @Setting(name = "g_default", doc = "") Optional<NodeId> fallback,
            @Setting(name = "g_names", doc = "") List<NodeId> names,
            @Setting(name = "g_hosts", def = "be1", doc = "") List<NodeId> hosts) {}

    record Needed(@Setting(name = "g_node", doc = "") NodeId node) {}

    record Way(
            @Field(name = "to", doc = "") Endpoint to,
            @Field(name = "weight", def = "1", doc = "") int weight,
            @Field(name = "via", doc = "") Optional<NodeId> via) {
        Way {
            if (weight == 0) {
                throw new Failure.Syntax("weight must not be 0");
            }
        }
    }

    record Ways(
            @Setting(name = "g_way", doc = "") List<Way> ways,
            @Setting(name = "g_first", doc = "") Optional<Way> first) {}

    record Checked(
            @Setting(name = "g_low", def = "1", doc = "") int low,
            @Setting(name = "g_high", def = "9", doc = "") int high) {
        Checked {
            if (low > high) {
                throw new Failure.Syntax("g_low is above g_high");
            }
        }
    }

    private <R extends Record> Optional<R> bind(Class<R> type, String text, String... env) {
        return SettingsBinder.bind(type, file(text, env), problems);
    }

    private SettingsFile file(String text, String... env) {
        Map<String, String> variables =
                env.length == 0 ? Map.of() : Map.of("PATH", "/bin", env[0], env[1]);
        return SettingsFile.parse(Path.of("/etc/tohost/tohost.ini"), text, variables, problems);
    }

    private List<String> told() {
        return problems.all().stream()
                .map(problem -> problem.toString().replace("/etc/tohost/", ""))
                .toList();
    }

    @Test
    void defaultsHoldWhereNothingIsWritten() {
        Everything all = bind(Everything.class, "").orElseThrow();
        assertEquals(
                new Everything(
                        true,
                        7,
                        8,
                        "",
                        Path.of("/etc/tohost/data"),
                        Duration.ofSeconds(30),
                        new ByteSize(64 << 20),
                        new Endpoint("127.0.0.1", 143),
                        MatchList.parse(""),
                        Service.IMAP,
                        Secret.of("x"),
                        Optional.empty(),
                        List.of(),
                        List.of(new NodeId("be1"))),
                all);
    }

    @Test
    void everyTypeIsReadFromTheFile() {
        Everything all =
                bind(
                                Everything.class,
                                """
                                g_flag "FALSE"
                                g_count "0"
                                g_total "9000000000"
                                g_text "Hello"
                                g_path "/srv/mail"
                                g_pause "5m"
                                g_size "3"
                                g_listen "[::1]:0"
                                g_allow "10.*, !10.1.1.1"
                                g_service "SUBMISSION"
                                g_secret "sesame"
                                g_default "be2"
                                g_names "be3"
                                g_names "BE4"
                                g_hosts "be5"
                                """)
                        .orElseThrow();
        assertEquals(
                new Everything(
                        false,
                        0,
                        9_000_000_000L,
                        "Hello",
                        Path.of("/srv/mail"),
                        Duration.ofMinutes(5),
                        new ByteSize(3),
                        new Endpoint("::1", 0),
                        MatchList.parse("10.*, !10.1.1.1"),
                        Service.SUBMISSION,
                        Secret.of("sesame"),
                        Optional.of(new NodeId("be2")),
                        List.of(new NodeId("be3"), new NodeId("be4")),
                        List.of(new NodeId("be5"))),
                all);
        assertTrue(!all.toString().contains("sesame"), "secrets are masked");
    }

    @Test
    void everyBadValueIsToldAtOnce() {
        Optional<Everything> none =
                bind(
                        Everything.class,
                        """
                        g_flag "yes"
                        g_count "-1"
                        g_total "many"
                        g_path ""
                        g_pause "30"
                        g_size "64MB"
                        g_listen "143"
                        g_allow "10.0.0.0/33"
                        g_service "ftp"
                        g_secret ""
                        g_default "a b"
                        g_names "-"
                        g_count "8"
                        g_text a="b"
                        """);
        assertEquals(Optional.empty(), none);
        assertEquals(
                List.of(
                        "tohost.ini:1: g_flag: \"yes\": neither \"true\" nor \"false\"",
                        "tohost.ini:3: g_total: \"many\": not a number from 0 to 9223372036854775807",
                        "tohost.ini:4: g_path: must be set: the value is empty",
                        "tohost.ini:5: g_pause: \"30\": not a duration such as \"30s\" (units ms, s, m, h, d)",
                        "tohost.ini:6: g_size: \"64MB\": not a size such as \"64MiB\" (units B, KiB, MiB, GiB, TiB)",
                        "tohost.ini:7: g_listen: \"143\": not host:port, such as \"127.0.0.1:143\" or \"[::1]:143\"",
                        "tohost.ini:8: g_allow: \"10.0.0.0/33\": not a CIDR block such as 10.0.0.0/8 or fd00::/8",
                        "tohost.ini:9: g_service: \"ftp\": none of imap, pop3, smtp, submission, lmtp, sieve (did you mean lmtp?)",
                        "tohost.ini:10: g_secret: must be set: the value is empty",
                        "tohost.ini:11: g_default: \"a b\": not a host name: it has letters, digits, '.', '-' and '_'",
                        "tohost.ini:12: g_names: \"-\": not a host name: it has letters, digits, '.', '-' and '_'",
                        "tohost.ini:13: g_count: given twice, first at tohost.ini:2",
                        "tohost.ini:14: g_text: takes one value: g_text \"...\""),
                told());
    }

    @Test
    void whatHasNoDefaultMustBeSet() {
        assertEquals(Optional.empty(), bind(Needed.class, ""));
        assertEquals(
                List.of(
                        "tohost.ini: g_node: must be set: not a host name: it has letters, digits,"
                                + " '.', '-' and '_'"),
                told());
    }

    @Test
    void anEmptyValueUnsets() {
        assertEquals(
                Optional.empty(),
                bind(Everything.class, "g_default \"\"").orElseThrow().fallback());
    }

    @Test
    void linesWithFieldsBecomeRecords() {
        Ways ways =
                bind(
                                Ways.class,
                                """
                                g_way to="be1:24"
                                g_way to="be2:24" weight="3" via="be1"
                                """)
                        .orElseThrow();
        assertEquals(
                List.of(
                        new Way(new Endpoint("be1", 24), 1, Optional.empty()),
                        new Way(new Endpoint("be2", 24), 3, Optional.of(new NodeId("be1")))),
                ways.ways());
        assertEquals(Optional.empty(), ways.first());
    }

    @Test
    void everyBadFieldIsToldAtOnce() {
        Optional<Ways> none =
                bind(
                        Ways.class,
                        """
                        g_way to="be1" weihgt="2"
                        g_way weight="x"
                        g_way "be1:24"
                        g_first to="be1:24" weight="0"
                        """);
        assertEquals(Optional.empty(), none);
        assertEquals(
                List.of(
                        "tohost.ini:1: g_way weihgt: unknown field (did you mean weight?)",
                        "tohost.ini:1: g_way to: \"be1\": not host:port, such as \"127.0.0.1:143\" or \"[::1]:143\"",
                        "tohost.ini:2: g_way to: must be set: not host:port, such as \"127.0.0.1:143\" or \"[::1]:143\"",
                        "tohost.ini:2: g_way weight: \"x\": not a number from 0 to 2147483647",
                        "tohost.ini:3: g_way: takes fields: g_way to=\"...\" weight=\"...\" via=\"...\"",
                        "tohost.ini:4: g_first: weight must not be 0"),
                told());
    }

    @Test
    void theRecordsOwnChecksAreToldAtTheLineTheyName() {
        assertEquals(Optional.empty(), bind(Checked.class, "g_high \"3\"\ng_low \"4\""));
        assertEquals(List.of("tohost.ini:2: g_low: is above g_high"), told());
    }

    @Test
    void aProblemIsToldOnceHoweverOftenItIsMet() {
        bind(Checked.class, "g_low \"x\"");
        bind(Checked.class, "g_low \"x\"");
        assertEquals(1, told().size());
    }

    @Test
    void theEnvironmentReplacesASetting() {
        Checked checked =
                bind(Checked.class, "g_low \"2\"\ng_low \"3\"", "TOHOST_G_LOW", "5").orElseThrow();
        assertEquals(5, checked.low());
        assertTrue(problems.isEmpty(), problems::toString);
    }

    @Test
    void theEnvironmentReplacesAllLinesOfAList() {
        String lines = "to=\"be8:24\"\n\nto=\"be9:24\" weight=\"2\"\n";
        Ways ways = bind(Ways.class, "g_way to=\"be1:24\"", "TOHOST_G_WAY", lines).orElseThrow();
        assertEquals(
                List.of("be8", "be9"), ways.ways().stream().map(way -> way.to().host()).toList());
        Everything all = bind(Everything.class, "", "TOHOST_G_NAMES", "be1\nbe2").orElseThrow();
        assertEquals(List.of(new NodeId("be1"), new NodeId("be2")), all.names());
    }

    @Test
    void badValuesOfTheEnvironmentAreToldByTheVariable() {
        bind(Checked.class, "g_low \"2\"", "TOHOST_G_LOW", "ten");
        bind(Checked.class, "", "TOHOST_G_LOW", "10");
        bind(Ways.class, "", "TOHOST_G_WAY", "be1");
        assertEquals(
                List.of(
                        "TOHOST_G_LOW: g_low: \"ten\": not a number from 0 to 2147483647",
                        "TOHOST_G_LOW: g_low: is above g_high",
                        "TOHOST_G_WAY: g_way: values stand in double quotes, and fields are written"
                                + " be1=\"...\""),
                told());
    }

    record Domain(
            @Field(name = "name", doc = "") String name,
            @Setting(name = "quota", def = "1GiB", doc = "") ByteSize quota) {}

    @Test
    void sectionsBecomeRecordsToo() {
        List<Domain> domains =
                SettingsBinder.bindSections(
                        Domain.class,
                        file(
                                """
                                quota "5"
                                vdomain name="a"
                                quota "2"
                                vdomain name="b"
                                vdomain nmae="c"
                                vdomain "d"
                                vdomain name="e"
                                quota "x"
                                """),
                        problems);
        assertEquals(
                List.of(new Domain("a", new ByteSize(2)), new Domain("b", new ByteSize(1L << 30))),
                domains);
        assertEquals(
                List.of(
                        "tohost.ini:5: vdomain nmae: unknown field (did you mean name?)",
                        "tohost.ini:6: vdomain: takes fields: vdomain name=\"...\"",
                        "tohost.ini:8: quota: \"x\": not a size such as \"64MiB\" (units B, KiB,"
                                + " MiB, GiB, TiB)"),
                told());
    }
}
