package org.tohost.common.netwin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A process of the module's program. Its errors go to the log.
final class ProcessPeer implements Peer {
    private static final String SETTINGS = "TOHOST_";

    private final String who;
    private final Process process;

    private ProcessPeer(String who, Process process) {
        this.who = who;
        this.process = process;
    }

    /// Starts a process. Variables of the environment that are settings of this node are not passed
    /// on: they may be secrets.
    static ProcessPeer start(ProgramLine program, Clock clock) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(program.words());
        builder.environment().keySet().removeIf(name -> name.startsWith(SETTINGS));
        Process process = builder.start();
        String who = program + " [" + process.pid() + "]";
        thread("authent errors", new ErrorOutput(who, process.getErrorStream(), clock)::drain)
                .start();
        return new ProcessPeer(who, process);
    }

    @Override
    public String who() {
        return who;
    }

    @Override
    public InputStream in() {
        return process.getInputStream();
    }

    @Override
    public OutputStream out() {
        return process.getOutputStream();
    }

    @Override
    public Thread listener(Runnable work) {
        return thread("authent answers", work);
    }

    @Override
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public void await(Duration patience) throws InterruptedException {
        boolean _ = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Reads of a pipe block the thread below a virtual one.
    private static Thread thread(String name, Runnable work) {
        return Thread.ofPlatform().daemon().name(name).unstarted(work);
    }
}
