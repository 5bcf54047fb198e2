package org.tohost.deploy;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;
import org.tohost.common.domain.Secret;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Where a password comes from: never from the arguments, which everybody on the machine sees.
final class PasswordOption {
    private static final int LONGEST = 4096;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @ArgGroup private Source source = new Source();

    /// One of these, or the terminal.
    static final class Source {
        @Option(
                names = "--password-stdin",
                description = "Takes the first line of the standard input as password.")
        private boolean stdin;

        @Option(
                names = "--password-file",
                paramLabel = "FILE",
                defaultValue = Option.NULL_VALUE,
                description = "Takes the first line of this file as password.")
        private Path file;
    }

    /// {@return the new password}
    ///
    /// @throws ParameterException if there is none, or the two that were typed differ
    Secret read() throws IOException {
        return read(this::typedTwice);
    }

    /// {@return the password that somebody has}
    ///
    /// @throws ParameterException if there is none
    Secret readKnown() throws IOException {
        return read(() -> secret(terminal().readPassword("Password: ")));
    }

    private Secret read(Supplier<Secret> typed) throws IOException {
        Secret password;
        if (source.stdin) {
            password = firstLine(System.in);
        } else if (source.file != null) {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(source.file))) {
                password = firstLine(in);
            }
        } else {
            password = typed.get();
        }
        if (password.isEmpty()) {
            throw wrong("the password is empty");
        }
        return password;
    }

    private Secret firstLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
            if (line.size() == LONGEST) {
                throw wrong("a password has at most " + LONGEST + " octets");
            }
            line.write(octet);
        }
        byte[] octets = line.toByteArray();
        boolean windows = octets.length > 0 && octets[octets.length - 1] == '\r';
        return Secret.of(Arrays.copyOf(octets, octets.length - (windows ? 1 : 0)));
    }

    private Console terminal() {
        return Terminal.ask()
                .orElseThrow(
                        () -> wrong("no terminal to ask for the password: give --password-stdin"));
    }

    private Secret typedTwice() {
        Console console = terminal();
        Secret first = secret(console.readPassword("Password: "));
        Secret again = secret(console.readPassword("Again: "));
        if (!first.equals(again)) {
            throw wrong("the two passwords differ; nothing was changed");
        }
        return first;
    }

    private static Secret secret(char[] typed) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(typed));
        Arrays.fill(typed, '\0');
        byte[] octets = new byte[encoded.remaining()];
        encoded.get(octets);
        return Secret.of(octets);
    }

    private ParameterException wrong(String what) {
        return new ParameterException(command.commandLine(), what);
    }
}
