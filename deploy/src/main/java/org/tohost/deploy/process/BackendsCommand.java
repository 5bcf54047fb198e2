package org.tohost.deploy.process;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tohost.common.domain.Service;
import org.tohost.common.failure.Failure;
import org.tohost.common.tell.TellCommand;
import org.tohost.common.tell.Told;
import org.tohost.proxy.health.BackendHealth;
import org.tohost.proxy.health.Circuit;
import org.tohost.proxy.health.Offers;

/// `backends`: which back-ends serve, and what clients are told of them.
///
/// @param services those that the proxy has ports for
record BackendsCommand(BackendHealth health, Offers offers, Set<Service> services)
        implements TellCommand {
    @Override
    public String name() {
        return "backends";
    }

    @Override
    public String arguments() {
        return "";
    }

    @Override
    public String help() {
        return "Says which back-ends serve, and what clients are told before the login.";
    }

    @Override
    public Told run(List<String> arguments) {
        if (!arguments.isEmpty()) {
            throw new Failure.Syntax("no arguments");
        }
        List<Told.Fact> facts = new ArrayList<>();
        health.circuits()
                .forEach((place, circuit) ->
                        facts.add(new Told.Fact(place.toString(), words(circuit))));
        services.stream()
                .sorted()
                .forEach(service ->
                        facts.add(
                                new Told.Fact(
                                        "told before the login, " + service.label(),
                                        String.join(", ", offers.of(service)))));
        return new Told(facts);
    }

    private static String words(Circuit circuit) {
        return switch (circuit) {
            case Circuit.Closed(int faults, _, _) when faults == 0 -> "serves";
            case Circuit.Closed(int faults, _, _) -> "failures in a row: " + faults;
            case Circuit.Open(Instant since, _, String why) -> down(since, why);
            case Circuit.Trial(Instant since, _, String why) -> down(since, why);
        };
    }

    private static String down(Instant since, String why) {
        return "does not serve since " + since + ": " + why;
    }
}
