package org.tohost.deploy.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.backend.BackendConfig;
import org.tohost.backend.backup.Backup;
import org.tohost.backend.log.SegmentLog;
import org.tohost.backend.store.StoreSettings;
import org.tohost.common.authent.UserEditor;
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
import org.tohost.common.failure.Failure;
import org.tohost.common.users.RefusalSettings;

/// A settings file of a node, and all that is wrong with it.
public final class NodeFile {
    private static final Logger LOG = LoggerFactory.getLogger(NodeFile.class);

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
        node.addAll(UserDatabases.records());
        node.add(RefusalSettings.class);
        node.addAll(Modules.records());
        node.addAll(ProxyProcess.records());
        node.addAll(BackendConfig.records());
        node.addAll(AuthentProcess.records());
        return new KnownSettings(node, List.of(VirtualDomain.class), Map.of());
    }

    /// {@return the process of a node in this role; nothing if a setting is wrong, and then the
    /// problems say which}
    public Optional<? extends NodeProcess> process(Role role) {
        return switch (role) {
            case PROXY -> ProxyProcess.bind(file, problems);
            case BACKEND -> BackendProcess.bind(file, problems);
        };
    }

    /// {@return the user database; nothing if a setting is wrong}
    public Optional<UserDatabases> users() {
        return UserDatabases.bind(file, problems);
    }

    /// {@return the modules that hold the users; nothing if a setting is wrong}
    public Optional<Modules> modules() {
        return Modules.bind(file, problems);
    }

    /// {@return what edits the users of this source, or else of the first of `g_authent` that can
    /// be edited; nothing if a setting is wrong}
    ///
    /// @throws org.tohost.common.failure.Failure.Refused if there is no such source
    public Optional<UserEditor> userEditor(Optional<Source> wanted) {
        return UserEditors.of(file, problems, wanted);
    }

    /// {@return the server of the authent protocol, which listens or not; nothing if a setting is
    /// wrong}
    public Optional<AuthentProcess> authentServer(boolean listens) {
        return AuthentProcess.bind(file, problems, listens);
    }

    /// {@return these settings; nothing if one is wrong}
    public <R extends Record> Optional<R> bind(Class<R> type) {
        return SettingsBinder.bind(type, file, problems);
    }

    /// {@return all that is wrong with what the roles of the node need}
    public Problems check() {
        roles().forEach(this::process);
        if (roles().contains(Role.BACKEND)) {
            bind(NodeSettings.class)
                    .ifPresent(node ->
                            bind(StoreSettings.class)
                                    .ifPresent(store -> checkFormat(store.under(node.home()))));
        }
        return problems;
    }

    /// A store that another version wrote would stop the start. One that cannot be looked at, as by
    /// a user who may not read mail, is not judged.
    private void checkFormat(Path store) {
        try {
            SegmentLog.requireFormat(store.resolve(Backup.LOG));
        } catch (Failure.Unavailable e) {
            problems.add(file.placeOf("g_store_path"), "g_store_path", e.getMessage());
        } catch (IOException e) {
            LOG.debug("The store is not judged", e);
        }
    }

    /// {@return the roles of the node; if they are not to be read, those whose ports are named}
    private Set<Role> roles() {
        Optional<NodeSettings> node = bind(NodeSettings.class);
        if (node.isPresent()) {
            return node.get().roles().all();
        }
        Set<Role> meant = EnumSet.noneOf(Role.class);
        if (file.sets("g_proxy_listen")) {
            meant.add(Role.PROXY);
        }
        if (file.sets("g_backend_listen")) {
            meant.add(Role.BACKEND);
        }
        return meant;
    }

    /// {@return what has been found so far}
    public Problems problems() {
        return problems;
    }
}
