package org.tohost.deploy.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.tohost.common.run.Services;
import org.tohost.common.run.Startable;

/// Nodes that do not wait for each other: started at the same time, and stopped at the same time.
record Together(String name, List<Services> nodes) implements Startable {
    @Override
    public void start() throws Exception {
        try {
            all(nodes.stream().map(Together::starting).toList());
        } catch (Exception e) {
            stop();
            throw e;
        }
    }

    @Override
    public void stop() throws Exception {
        all(nodes.stream().map(Together::stopping).toList());
    }

    private static Callable<Boolean> starting(Services node) {
        return () -> {
            node.start();
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
