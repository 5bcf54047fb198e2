package org.tohost.deploy;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.tohost.backend.admin.DumpDesk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `tohost store dump`.
@Command(
        name = "dump",
        description =
                "Prints what a running node has of a user: how much mail, the mailboxes, the"
                        + " subscriptions, and each message but for its octets.")
final class StoreDumpCommand implements Callable<Integer> {
    @Mixin private NodeOptions node;

    @Parameters(index = "0", paramLabel = "USER", description = "bob@example.net")
    private String user;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (ToldTable table = node.table()) {
            node.ask(DumpDesk.PATH + node.user(user), table);
        }
        return 0;
    }
}
