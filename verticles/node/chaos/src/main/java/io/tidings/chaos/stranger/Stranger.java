package io.tidings.chaos.stranger;

import io.tidings.launcher.cluster.Cluster;
import io.tidings.launcher.cluster.ClusterConfig;
import io.tidings.wire.TidingsCodec;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A member of the cluster of another version, or none: sends to Tidings' addresses what nobody
 * there understands, until it is ended. What it sends records nothing.
 */
public final class Stranger {

  /** What {@code main} wants first. */
  public enum Manner {
    /** The codec of this version, and bytes of others. */
    FRAMES,
    /** A codec that nobody has. */
    CODEC
  }

  private static final List<String> ADDRESSES =
      List.of(
          "log.append",
          "log.read",
          "log.head",
          "log.feed",
          "log.schedule",
          "consumers.store",
          "consumers.hints",
          "consumers.offered",
          "consumers.settled");

  private static final long PERIOD_MILLIS = 200;

  private final EventBus bus;
  private final String codec;
  private final Random random = new Random(7);

  private Stranger(EventBus bus, String codec) {
    this.bus = bus;
    this.codec = codec;
  }

  /**
   * Joins and begins.
   *
   * @param arguments a {@link Manner}, then the settings of the cluster as a node gets them
   */
  public static void main(String[] arguments) {
    Vertx vertx =
        Cluster.join(cluster(settings(arguments)), Vertx.builder(), new VertxOptions()).await();
    boolean frames = Manner.valueOf(arguments[0]) == Manner.FRAMES;
    BytesCodec codec = new BytesCodec(frames ? TidingsCodec.NAME : "stranger.v9");
    vertx.eventBus().registerCodec(codec);
    Stranger stranger = new Stranger(vertx.eventBus(), codec.name());
    vertx.setPeriodic(PERIOD_MILLIS, tick -> stranger.speak());
    System.out.println("Stranger speaks");
  }

  private void speak() {
    DeliveryOptions options = new DeliveryOptions().setCodecName(codec).setSendTimeout(2_000);
    for (String address : ADDRESSES) {
      for (byte[] body : Bodies.all(random)) {
        bus.send(address, body, options);
        bus.publish(address, body, options);
        bus.request(address, body, options).onFailure(refused -> {});
      }
      bus.publish(address, "text");
      bus.request(address, 7L, new DeliveryOptions().setSendTimeout(2_000))
          .onFailure(refused -> {});
      bus.send(address, null);
    }
  }

  private static Map<String, String> settings(String[] arguments) {
    Map<String, String> settings = new HashMap<>();
    for (int i = 1; i + 1 < arguments.length; i += 2) {
      settings.put(arguments[i].substring("--".length()), arguments[i + 1]);
    }
    return settings;
  }

  private static ClusterConfig cluster(Map<String, String> settings) {
    String mode = settings.getOrDefault("cluster.mode", "local").toUpperCase(Locale.ROOT);
    String members = settings.getOrDefault("cluster.members", "");
    return new ClusterConfig(
        ClusterConfig.Mode.valueOf(mode),
        settings.get("cluster.name"),
        settings.getOrDefault("cluster.host", "127.0.0.1"),
        Optional.empty(),
        Integer.parseInt(settings.get("cluster.port")),
        Optional.empty(),
        members.isEmpty() ? List.of() : List.of(members.split(",")),
        Optional.empty(),
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Duration.ofSeconds(5),
        Duration.ofSeconds(3),
        Duration.ofSeconds(5));
  }
}
