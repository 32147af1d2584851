package io.tidings.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import ch.qos.logback.core.status.Status;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LogLimitTest {

  private final LoggerContext logs = new LoggerContext();
  private final ListAppender<ILoggingEvent> written = new ListAppender<>();
  private final Logger bus = logs.getLogger("io.vertx.bus");
  private long seconds = 1_000;

  @BeforeEach
  void limit_three_lines_in_ten_seconds() {
    LogLimit limit = new LogLimit(() -> TimeUnit.SECONDS.toNanos(seconds));
    limit.setLoggers("io.vertx");
    limit.setMost(3);
    limit.setSeconds(10);
    limit.start();
    logs.addTurboFilter(limit);
    written.start();
    logs.getLogger("ROOT").addAppender(written);
  }

  @AfterEach
  void stop() {
    logs.stop();
  }

  @Test
  void As_many_lines_pass_as_may_whatever_they_say() {
    IntStream.range(0, 100).forEach(n -> bus.error("No codec stranger." + n));

    assertThat(written.list)
        .extracting(ILoggingEvent::getMessage)
        .containsExactly("No codec stranger.0", "No codec stranger.1", "No codec stranger.2");
  }

  @Test
  void They_pass_again_when_the_time_is_over() {
    warn(5);
    seconds += 9;
    warn(1);
    assertThat(written.list).hasSize(3);

    seconds += 1;
    warn(5);
    assertThat(written.list).hasSize(6);
  }

  @Test
  void Each_logger_has_its_own() {
    warn(5);
    logs.getLogger("io.vertx.net").warn("broken");

    assertThat(written.list).hasSize(4);
  }

  @Test
  void Others_and_what_is_no_warning_always_pass() {
    logs.getLogger("io.vertx").setLevel(Level.DEBUG);
    Logger own = logs.getLogger("io.tidings.log");
    IntStream.range(0, 10).forEach(n -> own.warn("own"));
    IntStream.range(0, 10).forEach(n -> bus.debug("detail"));

    assertThat(written.list).hasSize(20);
  }

  @Test
  void A_caller_that_asks_whether_it_may_does_not_count() {
    IntStream.range(0, 10).forEach(n -> assertThat(bus.isWarnEnabled()).isTrue());
    warn(5);

    assertThat(written.list).hasSize(3);
  }

  @Test
  void A_level_that_is_off_does_not_count() {
    logs.getLogger("io.vertx").setLevel(Level.ERROR);
    warn(10);
    IntStream.range(0, 3).forEach(n -> bus.error("broken"));

    assertThat(written.list).hasSize(3);
  }

  @Test
  void A_node_limits_Vertx() throws Exception {
    LoggerContext node = new LoggerContext();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(node);
    configurator.doConfigure(LogLimit.class.getResource("/logback.xml"));

    assertThat(node.getStatusManager().getCopyOfStatusList())
        .filteredOn(status -> status.getLevel() >= Status.WARN)
        .isEmpty();
    assertThat(node.getTurboFilterList()).hasOnlyElementsOfType(LogLimit.class).hasSize(1);
    node.stop();
  }

  private void warn(int times) {
    IntStream.range(0, times).forEach(n -> bus.warn("broken"));
  }
}
