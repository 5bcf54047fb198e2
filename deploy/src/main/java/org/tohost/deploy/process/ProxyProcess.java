package org.tohost.deploy.process;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tohost.common.authent.Owners;
import org.tohost.common.authent.TokenCheck;
import org.tohost.common.config.Backends;
import org.tohost.common.config.ClusterSettings;
import org.tohost.common.config.LocalDomains;
import org.tohost.common.config.NodeSettings;
import org.tohost.common.config.Problems;
import org.tohost.common.config.SettingsBinder;
import org.tohost.common.config.SettingsFile;
import org.tohost.common.config.TlsSettings;
import org.tohost.common.events.EventLog;
import org.tohost.common.metrics.AdminServer;
import org.tohost.common.metrics.Meters;
import org.tohost.common.metrics.ReadyCheck;
import org.tohost.common.metrics.Telling;
import org.tohost.common.oauth.OAuthSettings;
import org.tohost.common.oauth.OAuthTokens;
import org.tohost.common.run.Services;
import org.tohost.common.run.Startable;
import org.tohost.common.tell.ReloadCertificates;
import org.tohost.common.tell.TellCommand;
import org.tohost.common.tell.TellDesk;
import org.tohost.common.users.LoginDomains;
import org.tohost.common.users.RefusalSettings;
import org.tohost.common.users.Users;
import org.tohost.proxy.LoginSettings;
import org.tohost.proxy.ProbeSettings;
import org.tohost.proxy.ProxyConfig;
import org.tohost.proxy.ProxyLimits;
import org.tohost.proxy.ProxyNode;
import org.tohost.proxy.ProxySettings;

/// A proxy with its user database and its admin port, as its settings want it.
record ProxyProcess(NodeSettings node, UserDatabases users, ProxyConfig config)
        implements NodeProcess {
    private static final Duration STEP = Duration.ofSeconds(60);

    /// {@return the records whose settings only a proxy reads}
    static List<Class<? extends Record>> records() {
        return List.of(
                ProxySettings.class,
                ProxyLimits.class,
                ProbeSettings.class,
                LoginSettings.class,
                OAuthSettings.class,
                LoginDomains.class);
    }

    /// {@return the process; nothing if a setting is wrong}
    static Optional<ProxyProcess> bind(SettingsFile file, Problems problems) {
        var node = SettingsBinder.bind(NodeSettings.class, file, problems);
        var users = UserDatabases.bind(file, problems);
        var proxy = SettingsBinder.bind(ProxySettings.class, file, problems);
        var limits = SettingsBinder.bind(ProxyLimits.class, file, problems);
        var probe = SettingsBinder.bind(ProbeSettings.class, file, problems);
        var logins = SettingsBinder.bind(LoginSettings.class, file, problems);
        var oauth = SettingsBinder.bind(OAuthSettings.class, file, problems);
        var tls = SettingsBinder.bind(TlsSettings.class, file, problems);
        var cluster = SettingsBinder.bind(ClusterSettings.class, file, problems);
        var backends = SettingsBinder.bind(Backends.class, file, problems);
        LocalDomains domains = LocalDomains.bind(file, problems);
        var loginDomains = SettingsBinder.bind(LoginDomains.class, file, problems);
        var refusals = SettingsBinder.bind(RefusalSettings.class, file, problems);
        KeyFiles keys = new KeyFiles(file, problems);
        tls.ifPresent(keys::clients);
        logins.flatMap(LoginSettings::clientAuthorities).ifPresent(keys::users);
        cluster.ifPresent(keys::cluster);
        logins.flatMap(how -> backends.flatMap(hosts -> hosts.unserved(how.passwordless())))
                .ifPresent(why ->
                        problems.add(
                                file.placeOf("g_proxy_mechanisms"), "g_proxy_mechanisms", why));
        if (logins.filter(LoginSettings::takesTokens).isPresent()
                && oauth.filter(how -> !how.isConfigured()).isPresent()) {
            problems.add(
                    file.placeOf("g_proxy_mechanisms"),
                    "g_proxy_mechanisms",
                    "OAUTHBEARER and XOAUTH2 need g_oauth_jwks_url or g_oauth_introspection_url");
        }
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        ProxyConfig config =
                new ProxyConfig(
                        node.orElseThrow().name(),
                        proxy.orElseThrow(),
                        limits.orElseThrow(),
                        probe.orElseThrow(),
                        logins.orElseThrow(),
                        oauth.orElseThrow(),
                        tls.orElseThrow(),
                        cluster.orElseThrow(),
                        backends.orElseThrow(),
                        domains,
                        loginDomains.orElseThrow(),
                        refusals.orElseThrow());
        return Optional.of(new ProxyProcess(node.orElseThrow(), users.orElseThrow(), config));
    }

    @Override
    public Services services() {
        Clock clock = Clock.systemUTC();
        SecureRandom random = new SecureRandom();
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Meters meters = new Meters(registry);
        meters.bindJvm();
        Users database = users.open(new Users.Tools(clock, random, meters));
        Optional<OAuthTokens> tokens = OAuthTokens.of(config.oauth(), clock, random);
        ProxyNode.Environment environment =
                new ProxyNode.Environment(
                        database,
                        tokens.map(TokenCheck.class::cast),
                        meters,
                        new EventLog(),
                        clock,
                        random);
        ProxyNode proxy = new ProxyNode(config, environment);
        Owners owners = new Owners(config.cluster().defaultBackend(), config.backends()::isShared);
        List<TellCommand> commands =
                new ArrayList<>(UserCommands.of(database, owners, proxy.sessions()::count));
        commands.add(
                new BackendsCommand(proxy.health(), proxy.offers(), config.proxy().services()));
        commands.add(
                ReloadCertificates.of(config.cluster(), config.tls(), proxy::reloadCertificates));
        TellDesk desk = new TellDesk(commands);
        AdminServer admin =
                new AdminServer(
                        node.adminListen(),
                        registry,
                        List.of(
                                new ReadyCheck("directory", database::healthy),
                                new ReadyCheck("back-ends", proxy.health()::anyServes)),
                        new Telling(desk, node.home(), random));
        List<Startable> parts = new ArrayList<>(List.of(new UsersPart(database)));
        tokens.map(TokensPart::new).ifPresent(parts::add);
        parts.addAll(List.of(proxy, admin));
        return new Services(parts, STEP);
    }
}
