package io.tidings.gateway;

import io.tidings.config.Setting;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** How the gateway listens, and what it takes. */
public record GatewayConfig(
    @Setting(
            value = "127.0.0.1",
            help =
                "The address to listen on. One that other machines reach needs allow-insecure,"
                    + " since the gateway knows no passwords.")
        String host,
    @Setting(value = "8080", help = "The port to listen on; 0 for any free one.", alias = "port")
        int port,
    @Setting(
            value = "false",
            help = "Listen where other machines reach it: whoever does can read and append.")
        boolean allowInsecure,
    @Setting(value = "1MiB", bytes = true, help = "The largest event.") int maxEventBytes,
    @Setting(value = "8MiB", bytes = true, help = "The largest batch.") int maxBatchBytes,
    @Setting(value = "1000", help = "Events of one batch at most.") int maxBatchEvents,
    @Setting(
            value = "1MiB",
            bytes = true,
            help = "Lines of one NDJSON request that are held while they are being recorded.")
        int lineWindowBytes,
    @Setting(
            value = "10s",
            help =
                "How long lines wait for a log that has too much to do or cannot be reached, before"
                    + " the answer breaks off.")
        Duration appendPatience,
    @Setting(value = "16KiB", bytes = true, help = "The longest header of a request.")
        int maxHeaderBytes,
    @Setting(value = "8KiB", bytes = true, help = "The longest request line.") int maxLineBytes,
    @Setting(value = "1024", help = "Requests that append at once; more are answered 429.")
        int maxAppends,
    @Setting(value = "256", help = "NDJSON requests at once; more are answered 429.")
        int maxLineStreams,
    @Setting(
            value = "64",
            help =
                "Pages that are read at once; more are answered 429. Each may hold about 4 MiB of"
                    + " payload.")
        int maxReads,
    @Setting(value = "1000", help = "Live clients at once; more are answered 429.")
        int maxLiveClients,
    @Setting(
            value = "256",
            help = "Requests about consumers at once that do not wait; more are answered 429.")
        int maxConsumerRequests,
    @Setting(
            value = "1000",
            help =
                "Requests at once that may wait for a consumer, to lease events or until it has"
                    + " caught up; more are answered 429.")
        int maxWaits,
    @Setting(value = "4096", help = "Connections at once; more are closed.") int maxConnections,
    @Setting(
            value = "",
            bytes = true,
            help =
                "Bytes held for all requests together; what needs more is answered 429. An eighth of"
                    + " the heap if not given: what is held is held in several forms.")
        Optional<Long> maxHeldBytes,
    @Setting(value = "30s", help = "How long a request may take to arrive.")
        Duration requestTimeout,
    @Setting(value = "60s", help = "How long a connection may be silent.") Duration idleTimeout,
    @Setting(value = "2s", help = "How long a read waits for at-least before it is answered 503.")
        Duration atLeastTimeout,
    @Setting(
            value = "30s",
            help =
                "How long a request may wait for a consumer, whatever it asks for; less than the"
                    + " idle-timeout.")
        Duration longestWait,
    @Setting(value = "1s", help = "How long a page is searched for before it is answered as it is.")
        Duration readBudget,
    @Setting(
            value = "15s",
            help = "How often a live client is sent something; less than the idle-timeout.")
        Duration heartbeat,
    @Setting(
            value = "30s",
            help = "How long a live client may leave what was sent untaken before it is dropped.")
        Duration slowClientTimeout,
    @Setting(
            value = "1000",
            help = "Events held for a live client; what is beyond is read from the log again.")
        int liveBufferEvents) {

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(?:\\.\\d{1,3}){3}|::1|(?:0{1,4}:){7}0{0,3}1");

  public GatewayConfig {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port is " + port + ": give 0 to 65535");
    }
    if (!allowInsecure && !LOOPBACK.matcher(host).matches()) {
      throw new IllegalArgumentException(
          "host is '"
              + host
              + "', which other machines may reach without a password: give 127.0.0.1, or set"
              + " allow-insecure if the network in front lets in nobody else");
    }
    positive("max-event-bytes", maxEventBytes);
    positive("max-batch-bytes", maxBatchBytes);
    positive("max-batch-events", maxBatchEvents);
    positive("line-window-bytes", lineWindowBytes);
    positive("append-patience", appendPatience.toMillis());
    positive("max-header-bytes", maxHeaderBytes);
    positive("max-line-bytes", maxLineBytes);
    positive("max-appends", maxAppends);
    positive("max-line-streams", maxLineStreams);
    positive("max-reads", maxReads);
    positive("max-live-clients", maxLiveClients);
    positive("max-consumer-requests", maxConsumerRequests);
    positive("max-waits", maxWaits);
    positive("max-connections", maxConnections);
    positive("max-held-bytes", maxHeldBytes.orElse(1L));
    positive("request-timeout", requestTimeout.toMillis());
    positive("idle-timeout", idleTimeout.toMillis());
    positive("at-least-timeout", atLeastTimeout.toMillis());
    positive("longest-wait", longestWait.toMillis());
    positive("read-budget", readBudget.toMillis());
    positive("heartbeat", heartbeat.toMillis());
    positive("slow-client-timeout", slowClientTimeout.toMillis());
    positive("live-buffer-events", liveBufferEvents);
    if (heartbeat.compareTo(idleTimeout) >= 0) {
      throw new IllegalArgumentException(
          "heartbeat is "
              + heartbeat
              + " and would let live clients fall silent for the idle-timeout, "
              + idleTimeout
              + ": give less");
    }
  }

  /** How many bytes are held for all requests together. */
  long heldBytes() {
    return maxHeldBytes.orElse(Runtime.getRuntime().maxMemory() / 8);
  }

  private static void positive(String key, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(key + " is " + value + ": give 1 or more");
    }
  }

  public static GatewayConfig defaults() {
    return new GatewayConfig(
        "127.0.0.1",
        8080,
        false,
        1 << 20,
        8 << 20,
        1000,
        1 << 20,
        Duration.ofSeconds(10),
        16 << 10,
        8 << 10,
        1024,
        256,
        64,
        1000,
        256,
        1000,
        4096,
        Optional.empty(),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        Duration.ofSeconds(2),
        Duration.ofSeconds(30),
        Duration.ofSeconds(1),
        Duration.ofSeconds(15),
        Duration.ofSeconds(30),
        1000);
  }
}
