package org.tohost.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.tohost.common.config.Role;
import org.tohost.common.domain.NodeId;
import org.tohost.common.tls.ClusterCa;
import org.tohost.common.tls.ClusterSecret;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tohost ca`: the keys by which the nodes of a cluster know each other.
@Command(
        name = "ca",
        description = "Makes the cluster's own authority, its secret, and nodes' certificates.",
        subcommands = {CaCommand.Create.class, CaCommand.Issue.class, CaCommand.MakeSecret.class})
final class CaCommand {

    @Command(
            name = "create",
            description = "Makes an authority. Keep its key off the nodes: it only adds new ones.")
    static final class Create implements Callable<Integer> {
        @Spec private CommandSpec spec;

        @Parameters(paramLabel = "DIR", description = "The folder for ca.crt and ca.key.")
        private Path folder;

        @Override
        public Integer call() throws IOException {
            Files.createDirectories(folder);
            var _ = ClusterCa.create(folder, Clock.systemUTC());
            spec.commandLine()
                    .getOut()
                    .printf("made %s and %s in %s%n", "ca.crt", "ca.key", folder);
            return 0;
        }
    }

    @Command(name = "issue", description = "Makes a key and a certificate for a node.")
    static final class Issue implements Callable<Integer> {
        @Spec private CommandSpec spec;

        @Parameters(index = "0", paramLabel = "DIR", description = "The authority's folder.")
        private Path authority;

        @Parameters(
                index = "1",
                paramLabel = "NODE",
                description = "The node's name, as in g_node_name and tohost.")
        private String node;

        @Option(
                names = "--role",
                required = true,
                split = ",",
                description = "What the node does: proxy, backend, or both with a comma.")
        private Set<Role> roles;

        @Option(
                names = "--to",
                required = true,
                paramLabel = "DIR",
                description = "The folder for node.crt, node.key and a copy of ca.crt.")
        private Path folder;

        @Override
        public Integer call() throws IOException {
            Files.createDirectories(folder);
            Set<String> labels = roles.stream().map(Role::label).collect(Collectors.toSet());
            ClusterCa.open(authority, Clock.systemUTC()).issue(new NodeId(node), labels, folder);
            spec.commandLine().getOut().printf("made node.crt and node.key in %s%n", folder);
            return 0;
        }
    }

    @Command(
            name = "secret",
            description = "Makes the secret that all nodes share (g_cluster_secret_file).")
    static final class MakeSecret implements Callable<Integer> {
        @Spec private CommandSpec spec;

        @Parameters(paramLabel = "FILE", description = "The file to make.")
        private Path file;

        @Override
        public Integer call() throws IOException {
            ClusterSecret.create(file);
            spec.commandLine().getOut().printf("made %s%n", file);
            return 0;
        }
    }
}
