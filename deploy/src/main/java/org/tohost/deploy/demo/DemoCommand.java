package org.tohost.deploy.demo;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `tohost demo`.
@Command(
        name = "demo",
        description = {
            "Runs a whole cluster on 127.0.0.1: a directory, two back-ends, a proxy.",
            "What it keeps stays in its home until you delete that folder."
        })
public final class DemoCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--port-base",
            paramLabel = "B",
            defaultValue = "10000",
            description = "Ports are B plus the standard numbers; ${DEFAULT-VALUE} by default.")
    private int portBase;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = "${user.home}/.tohost/demo",
            description = "Where mail, keys and settings are kept; by default ~/.tohost/demo.")
    private Path home;

    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "0",
            description = "Adds user1 to userN @example.test.")
    private int users;

    @Option(
            names = "--password",
            paramLabel = "P",
            defaultValue = "demo",
            description = "The password of all; ${DEFAULT-VALUE} by default.")
    private String password;

    @Option(
            names = "--ldap",
            paramLabel = "URL",
            description = {
                "A directory of yours instead of the embedded one: ldap://HOST:PORT/BASE.",
                "More about it by variables, such as TOHOST_G_LDAP_FILTER."
            })
    private @Nullable URI ldap;

    @Option(
            names = "--domain",
            paramLabel = "D",
            defaultValue = "example.test,example.org",
            split = ",",
            description = "The domains of the users in a directory of yours.")
    private List<String> domains;

    @Override
    public Integer call() throws Exception {
        return new Demo(plan(), spec.commandLine()).run();
    }

    private DemoPlan plan() {
        if (portBase < 0 || portBase > 65535 - 2995) {
            throw refused("--port-base goes from 0 to " + (65535 - 2995));
        }
        if (users < 0 || users > 100_000) {
            throw refused("--users goes from 0 to 100000");
        }
        if (password.isEmpty()) {
            throw refused("--password must not be empty: no server accepts that");
        }
        return new DemoPlan(
                portBase,
                home.toAbsolutePath().normalize(),
                DemoUsers.of(users, password),
                domains,
                Optional.ofNullable(ldap).map(this::directory));
    }

    private DemoPlan.OwnDirectory directory(URI url) {
        String path = url.getPath();
        if (url.getHost() == null || path == null || path.length() < 2) {
            throw refused("--ldap is ldap://HOST:PORT/BASE, such as ldap://localhost/dc=example");
        }
        String server = url.getScheme() + "://" + url.getRawAuthority();
        return new DemoPlan.OwnDirectory(server, path.substring(1));
    }

    private ParameterException refused(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
