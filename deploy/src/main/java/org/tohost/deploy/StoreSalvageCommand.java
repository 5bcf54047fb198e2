package org.tohost.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.tohost.backend.admin.Verification;
import org.tohost.backend.backup.ManifestCheck;
import org.tohost.backend.backup.Salvage;
import org.tohost.backend.store.MailStore;
import org.tohost.backend.store.StoreImage;
import org.tohost.common.tell.Told;
import org.tohost.deploy.process.NewStore;
import org.tohost.deploy.process.NodeFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// `tohost store salvage`.
@Command(
        name = "salvage",
        description =
                "Writes all mail that can be read in a damaged store, or in a backup, into a new"
                        + " store, and says what cannot be read. Clients see new mailboxes"
                        + " (UIDVALIDITY). Changes nothing in the old one. Exit status 1 if"
                        + " something is lost.")
final class StoreSalvageCommand implements Callable<Integer> {
    @Mixin private NodeOptions node;

    @Parameters(
            index = "0",
            paramLabel = "DIR",
            description = "The store of a node that is stopped, or a backup.")
    private Path source;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "NEWDIR",
            description = "The folder of the new store; there may be nothing in it.")
    private Path target;

    @Override
    public Integer call() throws IOException {
        EmptyFolder.require(target);
        try (ToldTable table = node.table();
                StoreFolder folder = new StoreFolder(source)) {
            Verification verification = new Verification(table, node::progress);
            new ManifestCheck(source, verification::damage).run();
            try (StoreImage image = folder.read(true, verification);
                    MailStore store = open()) {
                verification.check(image);
                boolean good = verification.conclude();
                Salvage.Result result = new Salvage(image, store).run(node::progress);
                table.accept(
                        Told.of(
                                "users", result.users(),
                                "messages brought", result.messages(),
                                "messages left out", result.lost(),
                                "waiting for delivery", result.queued()));
                return good ? 0 : 1;
            }
        }
    }

    private MailStore open() {
        NodeFile file = node.file();
        return NewStore.open(file, target)
                .orElseThrow(() ->
                        new ParameterException(node.commandLine(), file.problems().toString()));
    }
}
