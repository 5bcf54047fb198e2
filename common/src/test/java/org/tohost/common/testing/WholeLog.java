package org.tohost.common.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/// All that anybody logs in this JVM, at every level, with the stacks of failures. Meanwhile it
/// goes nowhere else.
public final class WholeLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Map<Logger, Level> levels = new HashMap<>();
    private final List<Appender<ILoggingEvent>> others = new ArrayList<>();
    private final Logger root;

    /// Begins to record.
    public WholeLog() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        for (Logger logger : context.getLoggerList()) {
            if (logger.getLevel() != null) {
                levels.put(logger, logger.getLevel());
                logger.setLevel(Level.TRACE);
            }
        }
        root.iteratorForAppenders().forEachRemaining(others::add);
        others.forEach(root::detachAppender);
        root.addAppender(this);
        start();
    }

    @Override
    protected void append(ILoggingEvent event) {
        String failure =
                event.getThrowableProxy() == null
                        ? ""
                        : ThrowableProxyUtil.asString(event.getThrowableProxy());
        lines.add(
                event.getLevel()
                        + " "
                        + event.getLoggerName()
                        + " "
                        + event.getFormattedMessage()
                        + " "
                        + event.getMDCPropertyMap()
                        + failure);
    }

    /// {@return the lines with this in them}
    public List<String> with(String text) {
        return lines.stream().filter(line -> line.contains(text)).toList();
    }

    /// {@return the lines that give this secret away: as it is, or within something in Base64}
    public List<String> telling(String secret) {
        return forms(secret).stream().flatMap(form -> with(form).stream()).toList();
    }

    /// The secret, and what Base64 makes of it behind no, one or two other octets, without the
    /// characters that its neighbours have a part in.
    private static List<String> forms(String secret) {
        List<String> forms = new ArrayList<>(List.of(secret));
        byte[] octets = secret.getBytes(StandardCharsets.UTF_8);
        for (int before = 0; before < 3; before++) {
            byte[] within = new byte[before + octets.length];
            System.arraycopy(octets, 0, within, before, octets.length);
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(within);
            forms.add(base64.substring((before * 8 + 5) / 6, within.length * 8 / 6));
        }
        return forms;
    }

    @Override
    public void close() {
        root.detachAppender(this);
        others.forEach(root::addAppender);
        levels.forEach(Logger::setLevel);
    }
}
