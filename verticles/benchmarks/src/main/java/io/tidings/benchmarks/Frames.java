package io.tidings.benchmarks;

import io.tidings.model.Frame;
import io.tidings.model.RecordedEvent;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import java.util.List;
import java.util.UUID;

/**
 * Frames of 64 events from one JVM to another, of which the receiver looks at every event, against
 * raw buffers of the same bytes. At most 64 messages are under way.
 */
final class Frames implements Benchmark {

  private static final int MESSAGES = 40_000;
  private static final double GOAL = 0.7;
  private static final long TIMEOUT_MILLIS = 120_000;

  private Vertx vertx;
  private long messages;
  private long typeCharacters;

  @Override
  public String name() {
    return "frames";
  }

  @Override
  public String help() {
    return "frames of 64 events between two JVMs, against raw buffers";
  }

  @Override
  public List<Row> run(Bench bench) throws Exception {
    String cluster = "bench-" + UUID.randomUUID();
    String port = Integer.toString(Ports.free());
    vertx = Pair.join(cluster, port);
    try (ChildJvm sender = ChildJvm.start(FramesSender.class, cluster, port)) {
      vertx.eventBus().consumer(Pair.FRAMES, this::receive).completion().await();
      while (!sender.line().equals("ready")) {
        // what else it prints does not matter
      }
      int count = bench.events(MESSAGES);
      return List.of(
          Rounds.compare(
              bench,
              name(),
              "events/s",
              () -> send("buffers", count),
              () -> send("frames", count),
              GOAL));
    } finally {
      vertx.close().await();
    }
  }

  private Speed send(String what, int count) {
    messages = 0;
    Speed.Watch watch = Speed.start();
    vertx
        .eventBus()
        .<Long>request(
            Pair.TASK, what + " " + count, new DeliveryOptions().setSendTimeout(TIMEOUT_MILLIS))
        .await();
    return watch.stop((long) count * Pair.FRAME_EVENTS);
  }

  private void receive(Message<Object> message) {
    if (message.body() instanceof Frame frame) {
      look(frame);
    }
    messages++;
    if (messages % Pair.STRIDE == 0) {
      vertx.eventBus().send(Pair.SEEN, messages);
    }
  }

  private void look(Frame frame) {
    long position = frame.first();
    for (RecordedEvent event : frame.events()) {
      if (event.position() != position++) {
        throw new IllegalStateException("frame out of order at " + event.position());
      }
      typeCharacters += event.type().length();
    }
  }
}
