package org.tohost.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.tohost.backend.admin.Verification;
import org.tohost.backend.backup.Manifest;
import org.tohost.backend.backup.ManifestCheck;
import org.tohost.backend.store.Salvage;
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
                        + " store, and says what cannot be read. UIDVALIDITY and UIDs stay if all of a"
                        + " store is there up to its end; else clients see new mailboxes. Changes"
                        + " nothing in the old one. Exit status 1 if something is lost.")
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

    @Option(
            names = "--final",
            description =
                    "Nothing was written to the store after this backup was made: UIDVALIDITY and"
                            + " UIDs may stay.")
    private boolean last;

    @Override
    public Integer call() throws IOException {
        EmptyFolder.require(target);
        NewStore fresh = fresh();
        try (ToldTable table = node.table();
                StoreFolder folder = new StoreFolder(source)) {
            Verification verification = new Verification(table, node::progress);
            new ManifestCheck(source, verification::damage).run();
            try (StoreImage image = folder.read(true, verification)) {
                verification.check(image);
                boolean good = verification.conclude();
                Salvage.Numbers numbers = numbers(good && verification.endsInOrder());
                told(write(image, fresh, numbers), numbers, table);
                return good ? 0 : 1;
            }
        }
    }

    private Salvage.Result write(StoreImage image, NewStore fresh, Salvage.Numbers numbers) {
        Salvage.Result result;
        try (Salvage salvage = fresh.salvage(image)) {
            result = salvage.run(numbers, node::progress);
        }
        fresh.open().close(); // it opens, and has an index
        return result;
    }

    /// Behind the end of a backup UIDs may have been given that it does not know.
    private Salvage.Numbers numbers(boolean whole) throws IOException {
        boolean isEnd = last || Manifest.find(source).isEmpty();
        return whole && isEnd ? Salvage.Numbers.KEPT : Salvage.Numbers.NEW;
    }

    private static void told(Salvage.Result result, Salvage.Numbers numbers, ToldTable table) {
        table.accept(
                Told.of(
                        "users", result.users(),
                        "messages brought", result.messages(),
                        "messages left out", result.lost(),
                        "waiting for delivery", result.queued(),
                        "uidvalidity", numbers == Salvage.Numbers.KEPT ? "kept" : "new"));
    }

    private NewStore fresh() {
        NodeFile file = node.file();
        return NewStore.of(file, target)
                .orElseThrow(() ->
                        new ParameterException(node.commandLine(), file.problems().toString()));
    }
}
