package org.tohost.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.tohost.backend.spool.Spool;
import org.tohost.common.failure.Failure;
import org.tohost.deploy.transfer.Complaints;
import org.tohost.deploy.transfer.EmlTarget;
import org.tohost.deploy.transfer.ExportRun;
import org.tohost.deploy.transfer.FileTree;
import org.tohost.deploy.transfer.ImportRun;
import org.tohost.deploy.transfer.MailTarget;
import org.tohost.deploy.transfer.Mailboxes;
import org.tohost.deploy.transfer.MaildirSource;
import org.tohost.deploy.transfer.MaildirTarget;
import org.tohost.deploy.transfer.MboxTarget;
import org.tohost.deploy.transfer.UidlFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// `tohost store`: the mail of a node, brought in, brought out, looked at.
@Command(
        name = "store",
        description = "Looks after the mail in the store of a node.",
        subcommands = {
            StoreCommand.Import.class,
            StoreCommand.Export.class,
            StoreDumpCommand.class,
            StoreStraysCommand.class,
            StoreVerifyCommand.class,
            StoreBackupCommand.class,
            StoreRestoreCommand.class,
            StoreSalvageCommand.class,
            StoreUndeleteCommand.class,
            StorePurgeCommand.class,
            StoreCompactCommand.class
        })
final class StoreCommand {
    /// How mail lies in files.
    enum Format {
        MAILDIR,
        MBOX,
        EML
    }

    @Command(
            name = "import",
            description =
                    "Brings the mail in a Maildir, in mbox files or in a tree of .eml files to a user."
                            + " It can be run again: nothing comes twice. Exit status 1 if something"
                            + " had to be left out.")
    static final class Import implements Callable<Integer> {
        private static final int SPOOL = 256 * 1024;

        @Mixin private StoreOptions options;

        @Option(
                names = "--format",
                paramLabel = "FORMAT",
                description = "maildir, mbox or eml. Default: what it looks like.")
        private Optional<Format> format = Optional.empty();

        @Option(
                names = "--mailbox",
                defaultValue = "INBOX",
                paramLabel = "NAME",
                description =
                        "Where messages go that lie in no folder, of mbox and .eml. Default: INBOX.")
        private String mailbox;

        @Option(
                names = "--uidl",
                paramLabel = "FORMAT",
                description =
                        "How the old server named messages in POP3, as Dovecot's pop3_uidl_format:"
                                + " %%u the UID, %%v the UIDVALIDITY, %%f the file. Default: as"
                                + " Dovecot or Courier do if they are not told otherwise.")
        private Optional<String> uidl = Optional.empty();

        @Override
        public Integer call() throws IOException, InterruptedException {
            Path source = options.path();
            if (!Files.exists(source)) {
                throw new IOException(source + ": no such file or folder");
            }
            Complaints complaints = options.complaints();
            Mailboxes tree = read(source, complaints);
            Path folder = Files.createTempDirectory("tohost-import");
            try {
                ImportRun run =
                        new ImportRun(
                                options.client(),
                                new Spool(folder, SPOOL),
                                complaints,
                                options::progress);
                ImportRun.Result result = run.run(tree);
                options.tell(
                        "mailboxes", result.mailboxes(),
                        "imported", result.taken(),
                        "there before", result.there(),
                        "flags changed", result.flagged(),
                        "complaints", complaints.count());
            } finally {
                delete(folder);
            }
            return complaints.count() == 0 ? 0 : 1;
        }

        private Mailboxes read(Path source, Complaints complaints) {
            try {
                Optional<UidlFormat> names = uidl.map(UidlFormat::new);
                return switch (format.orElseGet(() -> guess(source, complaints))) {
                    case MAILDIR -> MaildirSource.read(source, names, complaints);
                    case MBOX -> FileTree.mbox(source, mailbox, complaints);
                    case EML -> FileTree.eml(source, mailbox, complaints);
                };
            } catch (Failure.Syntax e) {
                throw new ParameterException(options.commandLine(), e.getMessage(), e);
            }
        }

        private static Format guess(Path source, Complaints complaints) {
            if (MaildirSource.is(source)) {
                return Format.MAILDIR;
            }
            return FileTree.hasEml(source, complaints) ? Format.EML : Format.MBOX;
        }

        private static void delete(Path folder) throws IOException {
            try (Stream<Path> left = Files.walk(folder)) {
                for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    @Command(
            name = "export",
            description =
                    "Writes the mail of a user into a new folder, as it is at one moment, flags and"
                            + " UIDs included where the format has room for them.")
    static final class Export implements Callable<Integer> {
        @Mixin private StoreOptions options;

        @Option(
                names = "--format",
                defaultValue = "maildir",
                paramLabel = "FORMAT",
                description = "maildir, mbox or eml. Default: maildir.")
        private Format format;

        @Override
        public Integer call() throws IOException, InterruptedException {
            Path target = options.path();
            EmptyFolder.require(target);
            Files.createDirectories(target);
            Complaints complaints = options.complaints();
            MailTarget files =
                    switch (format) {
                        case MAILDIR -> new MaildirTarget(target, complaints);
                        case MBOX -> new MboxTarget(target);
                        case EML -> new EmlTarget(target);
                    };
            try (InputStream mail = options.client().export()) {
                ExportRun.Result result = new ExportRun(files, options::count).run(mail);
                options.tell(
                        "mailboxes", result.mailboxes(),
                        "exported", result.messages(),
                        "complaints", complaints.count());
            }
            return complaints.count() == 0 ? 0 : 1;
        }
    }
}
