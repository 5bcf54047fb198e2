package org.tohost.deploy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.tohost.common.failure.Failure;
import org.tohost.common.run.StartException;
import org.tohost.deploy.demo.DemoCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/// The command `tohost`.
///
/// Exit status: 0 done, 1 failed, 2 wrong options or settings; 130 and 143 after SIGINT and
/// SIGTERM.
@Command(
        name = "tohost",
        description = "A mail cluster in three tiers: proxies, back-ends, your directory.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = VersionCommand.class,
        subcommands = {
            DemoCommand.class,
            ProxyCommand.class,
            BackendCommand.class,
            AuthentServerCommand.class,
            CheckCommand.class,
            CaCommand.class,
            TellCommandLine.class,
            UserCommand.class,
            StoreCommand.class,
            BenchCommand.class,
            VersionCommand.class
        })
public final class TohostMain {
    /// Runs the command line and exits.
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /// {@return the command line with all its commands}
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new TohostMain());
        line.setExecutionExceptionHandler(TohostMain::tell);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        return line;
    }

    /// Files, ports and keys that cannot be used are told in a line; anything else is a bug and
    /// keeps its stack.
    private static int tell(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
        if (e instanceof IOException || e instanceof Failure || e instanceof StartException) {
            line.getErr().println("tohost: " + words(e));
        } else {
            e.printStackTrace(line.getErr());
        }
        return 1;
    }

    /// The file system names the file, and its reason only by the kind of the exception.
    private static String words(Exception e) {
        return switch (e) {
            case FileSystemException told when told.getReason() != null ->
                    String.valueOf(told.getMessage());
            case NoSuchFileException missing -> missing.getFile() + ": no such file or folder";
            case FileAlreadyExistsException other -> other.getFile() + ": exists already";
            case AccessDeniedException denied -> denied.getFile() + ": permission denied";
            default -> String.valueOf(e.getMessage());
        };
    }
}
