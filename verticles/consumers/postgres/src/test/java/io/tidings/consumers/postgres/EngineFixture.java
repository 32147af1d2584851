package io.tidings.consumers.postgres;

import static io.tidings.log.tck.AwaitedLog.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidings.consumers.ConsumerFailure;
import io.tidings.consumers.ConsumerStore;
import io.tidings.consumers.DeadLetters.Redrive;
import io.tidings.consumers.DeadLetters.Which;
import io.tidings.consumers.Definition;
import io.tidings.consumers.HeldStreams.HeldState;
import io.tidings.consumers.Retry;
import io.tidings.consumers.engine.ConsumerEngine;
import io.tidings.consumers.engine.EngineConfig;
import io.tidings.consumers.engine.Host;
import io.tidings.consumers.engine.Work;
import io.tidings.log.bus.Addresses;
import io.tidings.log.tail.Tail;
import io.tidings.log.tail.TailConfig;
import io.tidings.model.Append;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.Frame;
import io.tidings.model.NewEvent;
import io.tidings.model.Query;
import io.tidings.wire.TidingsCodec;
import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * Engines of several nodes on one store and one log, each of which can be cut off from the store.
 */
abstract class EngineFixture extends OpenStore {

  static final int STREAMS = 30;
  private static final EngineConfig QUICK =
      new EngineConfig(
          Duration.ofSeconds(1),
          Duration.ofMillis(100),
          Duration.ofMillis(20),
          100,
          Duration.ofSeconds(5));

  private final Duration patience;
  private Tail tail;

  /** Events recorded so far in this test. */
  int ids;

  EngineFixture(Duration patience) {
    this.patience = patience;
  }

  @BeforeAll
  void register() {
    TidingsCodec.register(vertx);
  }

  @BeforeEach
  void follow() {
    tail = new Tail(vertx, eventLog, TailConfig.defaults());
    ids = 0;
  }

  /** A node that works on the consumer as long as it is not cut off from the store. */
  ConsumerEngine start(String node, AtomicBoolean cutOff, Retry retry, Work work) {
    Host host =
        new Host(vertx, eventLog, tail, behind(cutOff), node, new SimpleMeterRegistry(), QUICK);
    Definition all = definition(MAIL, 4);
    Definition definition =
        new Definition(
            all.name(),
            all.kind(),
            all.filter(),
            all.attributes(),
            all.start(),
            all.segments(),
            5,
            retry,
            all.onFailure(),
            all.visibility());
    return await(ConsumerEngine.start(host, definition, false, work));
  }

  private ConsumerStore behind(AtomicBoolean cutOff) {
    return (ConsumerStore)
        Proxy.newProxyInstance(
            EngineFixture.class.getClassLoader(),
            new Class<?>[] {ConsumerStore.class},
            (proxy, method, arguments) ->
                cutOff.get()
                    ? Future.failedFuture(new ConsumerFailure.Unavailable("cut off", null))
                    : method.invoke(store, arguments));
  }

  /** In each round one event of every stream, told to all nodes. */
  void record(int rounds) {
    for (int round = 0; round < rounds; round++) {
      List<NewEvent> events = new ArrayList<>();
      for (int stream = 0; stream < STREAMS; stream++) {
        events.add(
            NewEvent.builder("id-" + ++ids, "tests", "counted").stream("s-" + stream).build());
      }
      long before = log.head().position();
      await(eventLog.append(new Append(events, Map.of())));
      Query written = Query.after(new Cursor(0, before), Filter.ALL, STREAMS);
      vertx.eventBus().publish(Addresses.FEED, new Frame(await(eventLog.read(written)).events()));
    }
  }

  /**
   * @param state null for every one
   */
  void redrive(HeldState state) {
    Which which = new Which(MAIL, state, null, null, null, null, null);
    await(store.redrive(new Redrive(which, 0, "tester", "at random")));
  }

  void until(Callable<Boolean> condition) {
    Awaitility.await().atMost(patience).pollInterval(Duration.ofMillis(20)).until(condition);
  }
}
