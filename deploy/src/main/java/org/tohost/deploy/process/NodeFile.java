package org.tohost.deploy.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tohost.backend.BackendConfig;
import org.tohost.common.config.Backends;
import org.tohost.common.config.ClusterSettings;
import org.tohost.common.config.KnownSettings;
import org.tohost.common.config.NodeSettings;
import org.tohost.common.config.Problems;
import org.tohost.common.config.Role;
import org.tohost.common.config.SettingsBinder;
import org.tohost.common.config.SettingsFile;
import org.tohost.common.config.TlsSettings;
import org.tohost.common.config.VirtualDomain;
import org.tohost.common.run.Services;
import org.tohost.ldap.LdapSettings;

/// A settings file of a node, and all that is wrong with it.
public final class NodeFile {
    private final SettingsFile file;
    private final Problems problems;

    private NodeFile(SettingsFile file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /// Reads a file, and the variables that override it; judges every name in it.
    public static NodeFile read(Path path, Map<String, String> environment) {
        Problems problems = new Problems();
        SettingsFile file = SettingsFile.read(path, environment, problems);
        known().check(file, problems);
        return new NodeFile(file, problems);
    }

    /// {@return every setting there is, in the order of the reference}
    public static KnownSettings known() {
        List<Class<? extends Record>> node = new ArrayList<>();
        node.add(NodeSettings.class);
        node.add(ClusterSettings.class);
        node.add(Backends.class);
        node.add(TlsSettings.class);
        node.addAll(LdapSettings.records());
        node.addAll(ProxyProcess.records());
        node.addAll(BackendConfig.records());
        return new KnownSettings(node, List.of(VirtualDomain.class), Map.of());
    }

    /// {@return the process of a node in this role, not yet started; nothing if a setting is wrong,
    /// and then the problems say which}
    public Optional<Services> services(Role role) {
        return switch (role) {
            case PROXY -> ProxyProcess.of(file, problems);
            case BACKEND -> BackendProcess.of(file, problems);
        };
    }

    /// {@return all that is wrong with what the roles of the node need}
    public Problems check() {
        SettingsBinder.bind(NodeSettings.class, file, problems)
                .ifPresent(node -> node.roles().all().forEach(this::services));
        return problems;
    }

    /// {@return what has been found so far}
    public Problems problems() {
        return problems;
    }
}
