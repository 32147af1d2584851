package io.tidings.consumers.engine;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidings.consumers.ConsumerStore;
import io.tidings.consumers.Definition;
import io.tidings.consumers.Definitions;
import io.tidings.consumers.Retry;
import io.tidings.consumers.Start;
import io.tidings.consumers.memory.MemoryConsumerStore;
import io.tidings.log.bus.Addresses;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.log.tail.Tail;
import io.tidings.log.tail.TailConfig;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.Cursor;
import io.tidings.model.Data;
import io.tidings.model.Filter;
import io.tidings.model.Frame;
import io.tidings.model.NewEvent;
import io.tidings.model.Query;
import io.tidings.model.Receipt;
import io.tidings.wire.TidingsCodec;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/** A log, a tail and a store for engines of several nodes, all in this process. */
final class World implements AutoCloseable {

  static final String CONSUMER = "mails";
  static final Retry QUICK =
      new Retry(3, Duration.ofMinutes(1), Duration.ofMillis(5), Duration.ofMillis(20), 2, 0.5);

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final Vertx vertx = Vertx.vertx();
  final MemoryEventLog log = new MemoryEventLog();
  final ConsumerStore store = new MemoryConsumerStore();
  final Tail tail = new Tail(vertx, log, TailConfig.defaults());
  final AtomicInteger ids = new AtomicInteger();
  EngineConfig config =
      new EngineConfig(
          Duration.ofMillis(1500),
          Duration.ofMillis(50),
          Duration.ofMillis(5),
          100,
          Duration.ofSeconds(5));

  World() {
    TidingsCodec.register(vertx);
  }

  Host host(String node, ConsumerStore through) {
    return new Host(vertx, log, tail, through, node, new SimpleMeterRegistry(), config);
  }

  /** One that hears by another bus. */
  Host host(String node, Vertx bus, Tail heard) {
    return new Host(bus, log, heard, store, node, new SimpleMeterRegistry(), config);
  }

  ConsumerEngine start(String node, Definition definition, Work work) {
    return start(host(node, store), definition, work);
  }

  ConsumerEngine start(Host host, Definition definition, Work work) {
    return ConsumerEngine.start(host, definition, false, work).await();
  }

  static Definition definition(int segments, int inFlight) {
    return definition(segments, inFlight, QUICK, Definition.OnFailure.DEAD_LETTER);
  }

  static Definition definition(
      int segments, int inFlight, Retry retry, Definition.OnFailure onFailure) {
    return new Definition(
        CONSUMER,
        Definition.Kind.HANDLERS,
        Filter.types("counted"),
        Map.of(),
        Start.FIRST,
        segments,
        inFlight,
        retry,
        onFailure,
        Duration.ofSeconds(30));
  }

  /** Records the next events of streams {@code s-0}, {@code s-1}, … in turn. */
  void record(int streams, int each) {
    for (int round = 0; round < each; round++) {
      List<NewEvent> events = new ArrayList<>();
      for (int stream = 0; stream < streams; stream++) {
        events.add(event("s-" + stream, "counted"));
      }
      record(events);
    }
  }

  long record(String stream) {
    return record(List.of(event(stream, "counted"))).get(0).position();
  }

  List<Receipt> record(List<NewEvent> events) {
    AppendResult result = log.append(new Append(events, Map.of())).await();
    List<Receipt> receipts = ((AppendResult.Recorded) result).receipts();
    long before = receipts.get(0).position() - 1;
    Query written = Query.after(new Cursor(0, before), Filter.ALL, events.size());
    vertx.eventBus().publish(Addresses.FEED, new Frame(log.read(written).await().events()));
    return receipts;
  }

  NewEvent event(String stream, String type) {
    int id = ids.incrementAndGet();
    return NewEvent.builder("id-" + id, "tests", type).stream(stream)
        .data(Data.of(Data.Form.TEXT, ("text " + id).getBytes(StandardCharsets.UTF_8)))
        .build();
  }

  long head() {
    return log.head().await().position();
  }

  Definitions.Status status() {
    return store.status(new Definitions.Asked(CONSUMER)).await().consumers().get(0);
  }

  void change(Definitions.Command command, Cursor from, Cursor to, int segments, boolean dryRun) {
    store
        .change(
            new Definitions.Change(
                CONSUMER, command, from, to, segments, dryRun, "tester", "a test"))
        .await();
  }

  /** Until the checkpoints say that all of the log is handled. */
  void awaitCaughtUp() {
    long head = head();
    await().atMost(PATIENCE).until(() -> status().position() >= head);
  }

  void until(Callable<Boolean> condition) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(condition);
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
