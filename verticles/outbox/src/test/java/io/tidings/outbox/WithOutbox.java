package io.tidings.outbox;

import static org.awaitility.Awaitility.await;

import io.tidings.log.EventLog;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;

/** An outbox that nobody has used yet, a service that publishes, and a log in memory. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class WithOutbox {

  static final Duration PATIENCE = Duration.ofSeconds(60);

  final Recorded log = new Recorded();

  /** Closed after the test, the last one first. */
  final List<AutoCloseable> open = new ArrayList<>();

  OutboxConfig config;
  Service service;

  @BeforeEach
  void begin() throws SQLException {
    config = freshOutbox().withLease(Duration.ofMillis(900));
    service = service();
  }

  OutboxConfig freshOutbox() {
    return TestServers.freshOutbox();
  }

  @AfterEach
  void end() throws Exception {
    for (int at = open.size() - 1; at >= 0; at--) {
      open.get(at).close();
    }
  }

  Service service() throws SQLException {
    Service one = new Service(config);
    open.add(one);
    return one;
  }

  RelayNode relay() {
    return relay(config, log);
  }

  RelayNode relay(OutboxConfig settings, EventLog to) {
    RelayNode node = new RelayNode(settings, to);
    open.add(node);
    return node;
  }

  void awaitRecorded(long events) {
    await().atMost(PATIENCE).until(() -> log.size() >= events);
  }

  void awaitEmpty() {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                service
                    .look(
                        "select (select count(*) from $.outbox), (select count(*) from $.committed)")
                    .equals("0|0"));
  }
}
