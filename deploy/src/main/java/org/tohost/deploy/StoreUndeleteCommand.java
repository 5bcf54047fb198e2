package org.tohost.deploy;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tohost.backend.admin.UndeleteDesk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// `tohost store undelete`.
@Command(
        name = "undelete",
        description =
                "Brings back mail that a user of a running node expunged, and mailboxes that were"
                        + " deleted, as long as g_expunge_keep lasts. What the user still has, or has"
                        + " moved, does not come twice.")
final class StoreUndeleteCommand implements Callable<Integer> {
    @Mixin private NodeOptions node;

    @Parameters(index = "0", paramLabel = "USER", description = "bob@example.net")
    private String user;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "MAILBOX",
            description = "Only from this mailbox. Default: from all, and deleted ones.")
    private Optional<String> mailbox = Optional.empty();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "Only what went since then: 2026-11-20T08:00:00Z. Default: all that is kept.")
    private Optional<String> since = Optional.empty();

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (ToldTable table = node.table()) {
            Instant from = since.map(Instant::parse).orElse(Instant.EPOCH);
            node.ask(UndeleteDesk.path(from, node.user(user), mailbox), table);
        } catch (DateTimeException e) {
            throw new ParameterException(node.commandLine(), e.getMessage(), e);
        }
        return 0;
    }
}
