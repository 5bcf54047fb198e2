package org.tohost.common.events;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/// Catches the one line that is written to a logger.
record RecordedLine(Level level, String message) {
    static RecordedLine of(String logger, Consumer<EventLog> what) {
        Logger caught = (Logger) LoggerFactory.getLogger(logger);
        Level before = caught.getLevel();
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        caught.addAppender(lines);
        caught.setLevel(Level.INFO);
        try {
            what.accept(new EventLog());
        } finally {
            caught.detachAppender(lines);
            caught.setLevel(before);
        }
        ILoggingEvent line = lines.list.getFirst();
        return new RecordedLine(line.getLevel(), line.getFormattedMessage());
    }
}
