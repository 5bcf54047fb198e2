package org.tohost.deploy.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tohost.common.run.Startable;
import org.tohost.ldap.EmbeddedDirectory;

/// The embedded directory, filled from an LDIF.
final class DirectoryPart implements Startable {
    private final Path ldif;
    private final int port;
    private Optional<EmbeddedDirectory> running = Optional.empty();

    DirectoryPart(Path ldif, int port) {
        this.ldif = ldif;
        this.port = port;
    }

    @Override
    public String name() {
        return "directory";
    }

    @Override
    public synchronized void start() throws IOException {
        String entries = Files.readString(ldif);
        running = Optional.of(EmbeddedDirectory.start(DemoUsers.BASE, entries, port));
    }

    @Override
    public synchronized void stop() {
        running.ifPresent(EmbeddedDirectory::close);
    }
}
