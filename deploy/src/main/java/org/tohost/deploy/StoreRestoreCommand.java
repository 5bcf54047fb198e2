package org.tohost.deploy;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.tohost.backend.admin.DumpDesk;
import org.tohost.backend.admin.Verification;
import org.tohost.backend.spool.Spool;
import org.tohost.backend.store.MailboxView;
import org.tohost.backend.store.StoreImage;
import org.tohost.backend.store.UserView;
import org.tohost.common.domain.UserId;
import org.tohost.common.tell.Told;
import org.tohost.deploy.transfer.Complaints;
import org.tohost.deploy.transfer.ImageMailbox;
import org.tohost.deploy.transfer.ImportRun;
import org.tohost.deploy.transfer.Known;
import org.tohost.deploy.transfer.Mailboxes;
import org.tohost.deploy.transfer.SourceMailbox;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tohost store restore`.
@Command(
        name = "restore",
        description =
                "Brings mail of a user, or of one mailbox, from a backup back to a running node."
                        + " Messages that the mailbox of the same name has are left as they are;"
                        + " those that it lacks come back with new UIDs. Nothing is removed.")
final class StoreRestoreCommand implements Callable<Integer> {
    private static final int SPOOL = 256 * 1024;

    @Mixin private NodeOptions node;

    @Parameters(index = "0", paramLabel = "USER", description = "bob@example.net")
    private String user;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "MAILBOX",
            description = "Default: all mailboxes.")
    private Optional<String> mailbox = Optional.empty();

    @Option(
            names = "--from",
            required = true,
            paramLabel = "DIR",
            description = "The backup, or the store of a node that is stopped.")
    private Path backup;

    @Override
    public Integer call() throws IOException, InterruptedException {
        UserId restored = node.user(user);
        PrintWriter err = node.commandLine().getErr();
        Complaints complaints = new Complaints(err);
        Verification damage =
                new Verification(told -> err.println("tohost: " + told.json()), node::progress);
        Known known = new Known();
        node.ask(DumpDesk.PATH + restored, known::add);
        try (StoreFolder folder = new StoreFolder(backup);
                StoreImage image = folder.read(false, damage);
                ToldTable table = node.table()) {
            Mailboxes source = source(image, restored, known, complaints);
            Spool spool = new Spool(folder.scratch().resolve("spool"), SPOOL);
            ImportRun.Result result = run(source, restored, spool, complaints);
            table.accept(
                    Told.of(
                            "mailboxes", result.mailboxes(),
                            "restored", result.taken(),
                            "there before", known.met() + result.there(),
                            "complaints", complaints.count()));
        }
        return complaints.count() == 0 ? 0 : 1;
    }

    private Mailboxes source(StoreImage image, UserId restored, Known known, Complaints complaints)
            throws IOException {
        UserView view = image.view(restored);
        List<SourceMailbox> chosen = new ArrayList<>();
        for (MailboxView each : view.mailboxes().values()) {
            if (mailbox.isEmpty() || view.mailbox(mailbox.get()).equals(Optional.of(each))) {
                boolean subscribed = view.subscriptions().contains(each.name());
                chosen.add(new ImageMailbox(image, each, subscribed, known, complaints));
            }
        }
        if (view.version() == 0 || chosen.isEmpty()) {
            throw new IOException(
                    backup
                            + " has no mail of "
                            + restored
                            + mailbox.map(m -> " in " + m).orElse(""));
        }
        return new Mailboxes(chosen, mailbox.isEmpty() ? view.subscriptions() : Set.of());
    }

    private ImportRun.Result run(
            Mailboxes source, UserId restored, Spool spool, Complaints complaints)
            throws IOException, InterruptedException {
        StoreClient client = new StoreClient(node.client(), TellClient.http(), restored);
        return new ImportRun(client, spool, complaints, node::share).run(source);
    }
}
