package io.tidings.launcher;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Bounds how many warnings and errors a library's loggers write: one that complains of each message
 * would fill the disk while a connection is broken, or a stranger is in the cluster. Of each of
 * those loggers {@code most} lines pass in {@code seconds}, and one more that says so; what is
 * below a warning always passes. Any thread.
 */
public final class LogLimit extends TurboFilter {

  /** Of one logger. */
  private static final class Window {

    private long begin;
    private long lines;

    /** The number of this line, from 1. */
    private synchronized long next(long now, long length) {
      if (lines == 0 || now - begin >= length) {
        begin = now;
        lines = 0;
      }
      return ++lines;
    }
  }

  private final Map<String, Window> windows = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;
  private String loggers = "";
  private int most = 50;
  private int seconds = 60;

  /** For the configuration of Logback. */
  public LogLimit() {
    this(System::nanoTime);
  }

  LogLimit(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** What the names of the loggers begin with; all are meant if nothing is said. */
  public void setLoggers(String loggers) {
    this.loggers = loggers;
  }

  /** How many lines of a logger pass (50). */
  public void setMost(int most) {
    this.most = most;
  }

  /** In how many seconds (60). */
  public void setSeconds(int seconds) {
    this.seconds = seconds;
  }

  @Override
  public FilterReply decide(
      Marker marker,
      Logger logger,
      Level level,
      String format,
      Object[] parameters,
      Throwable failure) {
    if (!isWritten(logger, level, format) || !logger.getName().startsWith(loggers)) {
      return FilterReply.NEUTRAL;
    }
    long line =
        windows
            .computeIfAbsent(logger.getName(), name -> new Window())
            .next(nanoTime.getAsLong(), TimeUnit.SECONDS.toNanos(seconds));
    if (line == most + 1) {
      // Not a constant: there are no loggers yet when Logback makes this.
      LoggerFactory.getLogger(LogLimit.class)
          .warn(
              "{} has written {} lines; until {} s after the first of them no more are shown",
              logger.getName(),
              most,
              seconds);
    }
    return line <= most ? FilterReply.NEUTRAL : FilterReply.DENY;
  }

  /** False too where a caller only asks whether it would be, without a message. */
  private static boolean isWritten(Logger logger, Level level, String format) {
    return format != null
        && level.isGreaterOrEqual(Level.WARN)
        && level.isGreaterOrEqual(logger.getEffectiveLevel());
  }
}
