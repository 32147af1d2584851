package io.tidings.consumers.engine;

import io.tidings.consumers.DeadLetters.DeadLetter;
import io.tidings.consumers.DeadLetters.DeadLetterQuery;
import io.tidings.consumers.DeadLetters.Which;
import io.tidings.consumers.HeldStreams;
import io.tidings.model.SlotRange;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;

/** Nodes whose handler fails as the test wants it. */
abstract class FailingFixture {

  static final Which ANY = new Which(World.CONSUMER, null, null, null, null, null, null);

  final World world = new World();
  final Recorder recorder = new Recorder();
  volatile boolean broken = true;

  @AfterEach
  void close() {
    world.close();
  }

  void failWhileBroken(String stream, long version) {
    recorder.behaviour =
        delivery ->
            broken
                    && delivery.event().stream().equals(stream)
                    && delivery.event().version() == version
                ? failure("poisoned")
                : Future.succeededFuture();
  }

  static Future<?> failure(String why) {
    return Future.failedFuture(new IllegalStateException(why));
  }

  List<DeadLetter> letters() {
    return world.store.deadLetters(new DeadLetterQuery(ANY, 0, 100)).await().letters();
  }

  List<HeldStreams.HeldStream> held() {
    return world
        .store
        .held(new HeldStreams.HeldQuery(World.CONSUMER, SlotRange.ALL))
        .await()
        .streams();
  }

  static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }
}
