package org.tohost.backend.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tohost.common.config.BackendAddress;
import org.tohost.common.config.BackendPorts;
import org.tohost.common.config.Backends;
import org.tohost.common.config.MatchList;
import org.tohost.common.config.Problems;
import org.tohost.common.config.SettingsBinder;
import org.tohost.common.config.SettingsFile;
import org.tohost.common.domain.Secret;
import org.tohost.common.testing.Ports;
import org.tohost.common.testing.TestCa;
import org.tohost.common.ticket.TicketCodec;
import org.tohost.common.tls.ClusterIdentity;
import org.tohost.common.users.AccessGroups;

/// What the nodes of a test share: users, the secret, where their LMTP ports are, and with TLS the
/// authority.
public final class TestCluster {
    private final Map<String, Integer> lmtpPorts = new HashMap<>();
    private final Map<String, Integer> detours = new HashMap<>();
    private final List<BackendAddress> others = new ArrayList<>();
    private final FixedUserDatabase users = new FixedUserDatabase();
    private final TicketCodec tickets =
            new TicketCodec(List.of(Secret.of("0123456789abcdef0123456789abcdef")));
    private final Optional<TestCa> ca;

    private TestCluster(Optional<TestCa> ca) {
        this.ca = ca;
    }

    /// {@return a cluster without TLS between its nodes}
    public static TestCluster clear() {
        return new TestCluster(Optional.empty());
    }

    /// {@return a cluster whose authority lives in this folder}
    public static TestCluster secured(Path folder) throws IOException {
        return new TestCluster(Optional.of(TestCa.create(folder)));
    }

    /// {@return the users of all nodes}
    public FixedUserDatabase users() {
        return users;
    }

    /// {@return the access groups: whoever is in `local` takes mail from 10.0.0.0/8 alone}
    AccessGroups access() {
        Problems problems = new Problems();
        String text = "g_access_group group=\"local\" access_incoming=\"10.0.0.0/8\"\n";
        SettingsFile file = SettingsFile.parse(Path.of("access.ini"), text, Map.of(), problems);
        return SettingsBinder.bind(AccessGroups.class, file, problems).orElseThrow();
    }

    /// {@return what signs and opens the tickets}
    public TicketCodec tickets() {
        return tickets;
    }

    /// {@return the identity of a back-end, if there is TLS between the nodes}
    public Optional<ClusterIdentity> identity(String node, String role) {
        return ca.map(authority -> {
            try {
                return authority.identity(node, role);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /// {@return the port on which this node takes mail from others, the same at each start}
    public int lmtpPort(String node) {
        return lmtpPorts.computeIfAbsent(node, _ -> Ports.free());
    }

    /// From now on other nodes look for this one's LMTP at another port.
    public void detour(String node, int port) {
        detours.put(node, port);
    }

    /// Adds a line for servers of another make.
    public TestCluster line(BackendAddress line) {
        others.add(line);
        return this;
    }

    /// {@return where the other nodes are}
    Backends backends() {
        return new Backends(
                Stream.concat(
                                others.stream(),
                                lmtpPorts.keySet().stream()
                                        .map(node ->
                                                address(
                                                        node,
                                                        detours.getOrDefault(
                                                                node, lmtpPort(node)))))
                        .toList());
    }

    private static BackendAddress address(String node, int lmtp) {
        return BackendAddress.ours(
                MatchList.parse(node), "127.0.0.1", new BackendPorts(0, 0, 0, 0, 0, lmtp));
    }
}
