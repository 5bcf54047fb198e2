package org.tohost.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.tohost.backend.admin.Verification;
import org.tohost.backend.admin.VerifyDesk;
import org.tohost.backend.backup.ManifestCheck;
import org.tohost.backend.store.StoreImage;
import org.tohost.common.tell.Told;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `tohost store verify`.
@Command(
        name = "verify",
        description =
                "Reads all of a store and says what of it is not as it was written, and which users"
                        + " and messages that hits. Changes nothing. Exit status 1 if there is"
                        + " something.")
final class StoreVerifyCommand implements Callable<Integer> {
    @Mixin private NodeOptions node;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "PATH",
            description =
                    "A backup, or the store of a node that is stopped. Default: the running node.")
    private Optional<Path> path = Optional.empty();

    @Override
    public Integer call() throws IOException, InterruptedException {
        boolean good;
        try (ToldTable table = node.table()) {
            good = path.isPresent() ? folder(path.get(), table) : running(table);
        }
        return good ? 0 : 1;
    }

    private boolean running(ToldTable table) throws IOException, InterruptedException {
        AtomicBoolean good = new AtomicBoolean();
        node.ask(
                VerifyDesk.PATH,
                told -> {
                    table.accept(told);
                    good.set(
                            isNone(told, "damages")
                                    && isNone(told, "index differs")
                                    && isNone(told, "messages lost"));
                });
        return good.get();
    }

    private static boolean isNone(Told told, String label) {
        return told.value(label).equals(Optional.of("0"));
    }

    private boolean folder(Path folder, ToldTable table) throws IOException {
        Verification verification = new Verification(table, node::progress);
        try (StoreFolder stopped = new StoreFolder(folder)) {
            new ManifestCheck(folder, verification::damage).run();
            try (StoreImage image = stopped.read(true, verification)) {
                verification.check(image);
            }
        }
        return verification.conclude();
    }
}
