package io.tidings.outbox;

import io.tidings.config.Setting;
import io.tidings.log.postgres.PostgresLogConfig;
import java.time.Duration;
import java.util.Optional;

/** Where an outbox is, and how it is emptied. */
public record OutboxConfig(
    @Setting(
            help =
                "postgresql://user:password@host:port/database of the service whose outbox this node"
                    + " empties. Not by way of a proxy that shares connections between transactions."
                    + " Without it there is no outbox.",
            secret = true)
        Optional<String> uri,
    @Setting(
            value = "tidings_outbox",
            help =
                "Schema of the outbox, made if it is missing. A lower-case letter or underscore, then"
                    + " up to 39 of these and digits.")
        String schema,
    @Setting(
            value = "true",
            help =
                "Whether to bring the schema up to date at the start, or when the database can be"
                    + " reached. With false it must be; then the user needs no right to create"
                    + " anything.")
        boolean migrate,
    @Setting(
            value = "1000",
            help =
                "Events of one batch at most. Twice as many are in memory. Larger drain a backlog"
                    + " faster, and make others who append wait longer.")
        int batchEvents,
    @Setting(value = "1MiB", bytes = true, help = "Payload of one batch, but for its last event.")
        long batchBytes,
    @Setting(
            value = "1s",
            help =
                "How often to look without having been notified, which finds what notifications do"
                    + " not tell. 0s: never.")
        Duration poll,
    @Setting(
            value = "3s",
            help =
                "After how long another node takes over from one that does not answer. One that ends"
                    + " in good order is replaced within a third of it.")
        Duration lease,
    @Setting(
            value = "5s",
            help = "How long a statement may take before it is given up and the relay begins anew.")
        Duration timeout) {

  public OutboxConfig {
    require("batch-events", batchEvents);
    require("batch-bytes", batchBytes);
    require("lease", lease.toMillis());
    if (poll.isNegative()) {
      throw new IllegalArgumentException("poll is " + poll + ": give 0s or more");
    }
    uri.ifPresent(place -> postgres(place, schema, migrate, timeout));
  }

  /** The defaults, in the database that the URI names. */
  public static OutboxConfig of(String uri) {
    return new OutboxConfig(
        Optional.of(uri),
        "tidings_outbox",
        true,
        1000,
        1 << 20,
        Duration.ofSeconds(1),
        Duration.ofSeconds(3),
        Duration.ofSeconds(5));
  }

  public OutboxConfig withSchema(String schema) {
    return new OutboxConfig(uri, schema, migrate, batchEvents, batchBytes, poll, lease, timeout);
  }

  public OutboxConfig withBatchEvents(int batchEvents) {
    return new OutboxConfig(uri, schema, migrate, batchEvents, batchBytes, poll, lease, timeout);
  }

  public OutboxConfig withPoll(Duration poll) {
    return new OutboxConfig(uri, schema, migrate, batchEvents, batchBytes, poll, lease, timeout);
  }

  public OutboxConfig withLease(Duration lease) {
    return new OutboxConfig(uri, schema, migrate, batchEvents, batchBytes, poll, lease, timeout);
  }

  public OutboxConfig withTimeout(Duration timeout) {
    return new OutboxConfig(uri, schema, migrate, batchEvents, batchBytes, poll, lease, timeout);
  }

  /** How its database is reached; throws if no URI is configured. */
  PostgresLogConfig postgres() {
    return postgres(uri.orElseThrow(), schema, migrate, timeout);
  }

  private static PostgresLogConfig postgres(
      String uri, String schema, boolean migrate, Duration timeout) {
    PostgresLogConfig defaults = PostgresLogConfig.of(uri);
    return new PostgresLogConfig(
        defaults.uri(),
        defaults.host(),
        defaults.port(),
        defaults.database(),
        defaults.user(),
        defaults.password(),
        schema,
        migrate,
        defaults.readConnections(),
        defaults.maxWaitingReads(),
        timeout,
        false);
  }

  /** Fit for logs: neither password nor URI. */
  @Override
  public String toString() {
    return uri.isPresent() ? postgres().toString() : "none";
  }

  private static void require(String key, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(key + " is " + value + ": give 1 or more");
    }
  }
}
