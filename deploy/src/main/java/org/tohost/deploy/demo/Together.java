package org.tohost.deploy.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.tohost.common.run.Services;
import org.tohost.common.run.Startable;
import org.tohost.deploy.process.NodeProcess;

/// Nodes that do not wait for each other: started at the same time, and stopped at the same time.
final class Together implements Startable {
    private final String name;
    private final List<NodeProcess> nodes;
    private final Queue<Services> running = new ConcurrentLinkedQueue<>();

    Together(String name, List<NodeProcess> nodes) {
        this.name = name;
        this.nodes = List.copyOf(nodes);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start() throws Exception {
        try {
            all(nodes.stream().map(this::starting).toList());
        } catch (Exception e) {
            stop();
            throw e;
        }
    }

    @Override
    public void stop() throws Exception {
        all(running.stream().map(Together::stopping).toList());
    }

    private Callable<Boolean> starting(NodeProcess node) {
        return () -> {
            Services services = node.services();
            running.add(services);
            services.start();
            return true;
        };
    }

    private static Callable<Boolean> stopping(Services node) {
        return () -> {
            node.close();
            return true;
        };
    }

    private static void all(List<Callable<Boolean>> work) throws Exception {
        List<Exception> failed = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> done : threads.invokeAll(work)) {
                try {
                    boolean _ = done.get();
                } catch (ExecutionException e) {
                    failed.add(e.getCause() instanceof Exception cause ? cause : e);
                }
            }
        }
        if (!failed.isEmpty()) {
            throw failed.getFirst();
        }
    }
}
