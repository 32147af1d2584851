package io.tidings.consumers.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidings.consumers.ConsumerFailure;
import io.tidings.consumers.ConsumerStore;
import io.tidings.consumers.Definition;
import io.tidings.consumers.Definitions;
import io.tidings.consumers.Definitions.Asked;
import io.tidings.consumers.Definitions.Declaration;
import io.tidings.consumers.Definitions.Statuses;
import io.tidings.consumers.Inbox;
import io.tidings.consumers.Retry;
import io.tidings.consumers.Segments;
import io.tidings.consumers.Start;
import io.tidings.consumers.memory.MemoryConsumerStore;
import io.tidings.fixtures.FakeCluster;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.wire.Call;
import io.tidings.wire.Refusal;
import io.tidings.wire.TidingsCodec;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ConsumerStoreVerticleTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final MemoryConsumerStore memory = new MemoryConsumerStore();
  private final Vertx vertx = Vertx.vertx();
  private final BusConsumerStore store = remote(vertx);

  @BeforeEach
  void register() {
    TidingsCodec.register(vertx);
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void a_node_uses_the_store_of_another() {
    try (FakeCluster cluster = new FakeCluster()) {
      cluster.node().deployVerticle(new ConsumerStoreVerticle(memory, PATIENCE)).await();
      // Asked once: a declaration that is repeated is none that created anything.
      BusStoreConfig patient = new BusStoreConfig(Duration.ofSeconds(30), Duration.ofSeconds(30));
      ConsumerStore remote = new BusConsumerStore(cluster.node(), patient, false);

      assertThat(remote.declare(declaration("mailing")).await().created()).isTrue();
      Segments.Assignment given =
          remote.claim(new Segments.Claim("mailing", "here", PATIENCE, List.of())).await();
      assertThat(given.segments()).hasSize(4);
      Statuses statuses = remote.status(new Asked("mailing")).await();
      assertThat(statuses.consumers().get(0).definition())
          .isEqualTo(declaration("mailing").definition());
      assertThat(statuses.consumers().get(0).segments())
          .extracting(Definitions.SegmentStatus::owner)
          .containsOnly("here");
    }
  }

  @Test
  void failures_of_the_store_are_those_of_the_caller() {
    serve(memory);
    store.declare(declaration("mailing")).await();

    assertThatThrownBy(() -> store.status(new Asked("nobody")).await())
        .isInstanceOf(ConsumerFailure.Unknown.class)
        .hasMessageContaining("nobody");
    assertThatThrownBy(() -> store.ledger(new Definitions.LedgerQuery(null, 0, 0)).await())
        .isInstanceOf(ConsumerFailure.Invalid.class)
        .hasMessageContaining("limit");
    assertThatThrownBy(() -> store.declare(another("mailing")).await())
        .isInstanceOf(ConsumerFailure.Conflict.class)
        .hasMessageContaining("in-flight");
  }

  @Test
  void what_the_store_cannot_do_for_now_is_asked_for_again() {
    AtomicInteger calls = new AtomicInteger();
    serve(
        ScriptedStore.status(
            () ->
                calls.incrementAndGet() < 3
                    ? Future.failedFuture(new ConsumerFailure.Unavailable("restarting", null))
                    : Future.succeededFuture(new Statuses(List.of()))));

    assertThat(store.status(new Asked(null)).await().consumers()).isEmpty();
    assertThat(calls).hasValue(3);
  }

  @Test
  void a_store_that_throws_is_unavailable() {
    serve(
        ScriptedStore.status(
            () -> {
              throw new IllegalStateException("a fault");
            }));
    BusConsumerStore hasty =
        new BusConsumerStore(
            vertx, new BusStoreConfig(Duration.ofMillis(50), Duration.ofMillis(50)), false);

    assertThatThrownBy(() -> hasty.status(new Asked(null)).await())
        .isInstanceOf(ConsumerFailure.Unavailable.class)
        .hasMessageContaining("a fault");
  }

  @Test
  void an_answer_that_does_not_come_is_not_waited_for_for_ever() {
    AtomicInteger calls = new AtomicInteger();
    Promise<Statuses> late = Promise.promise();
    serve(
        ScriptedStore.status(
            () ->
                calls.incrementAndGet() == 1
                    ? late.future()
                    : Future.succeededFuture(new Statuses(List.of()))));
    BusConsumerStore hasty =
        new BusConsumerStore(
            vertx, new BusStoreConfig(Duration.ofMillis(50), Duration.ofSeconds(20)), false);

    assertThat(hasty.status(new Asked(null)).await().consumers()).isEmpty();
    late.complete(new Statuses(List.of()));
  }

  @Test
  void what_must_not_happen_twice_is_asked_for_once() {
    AtomicInteger calls = new AtomicInteger();
    serve(
        ScriptedStore.enter(
            () -> {
              calls.incrementAndGet();
              return Future.failedFuture(new ConsumerFailure.Unavailable("who knows", null));
            }));

    assertThatThrownBy(() -> store.enter(new Inbox.Entry("mailing", 1)).await())
        .isInstanceOf(ConsumerFailure.Unavailable.class);
    assertThat(calls).hasValue(1);
  }

  @Test
  void what_must_not_happen_twice_waits_for_somebody_who_hears_it() {
    Future<Inbox.Known> entered = store.enter(new Inbox.Entry("mailing", 1));
    memory.declare(declaration("mailing")).await();
    serve(memory);

    assertThat(entered.await().known()).isFalse();
  }

  @Test
  void nobody_who_serves_means_unavailable() {
    BusConsumerStore hasty =
        new BusConsumerStore(
            vertx, new BusStoreConfig(Duration.ofMillis(50), Duration.ofMillis(50)), false);

    assertThatThrownBy(() -> hasty.status(new Asked(null)).await())
        .isInstanceOf(ConsumerFailure.Unavailable.class)
        .hasMessageContaining("status");
  }

  @Test
  void operations_of_another_version_are_refused() {
    serve(memory);

    assertThat(ask(Call.of("dance", new Asked(null)))).isEqualTo(Refusal.Code.INVALID);
    assertThat(ask(new Call("status", null))).isEqualTo(Refusal.Code.INVALID);
    assertThat(ask(Refusal.of(Refusal.Code.UNKNOWN, "?"))).isEqualTo(Refusal.Code.INVALID);
  }

  @Test
  void an_answer_of_another_version_is_unavailable() {
    MessageConsumer<Object> newer =
        vertx
            .eventBus()
            .consumer(
                ConsumerAddresses.STORE,
                request -> request.reply(Refusal.of(Refusal.Code.UNKNOWN, "a later version")));
    newer.completion().await();
    BusConsumerStore hasty =
        new BusConsumerStore(
            vertx, new BusStoreConfig(Duration.ofMillis(50), Duration.ofMillis(50)), false);

    assertThatThrownBy(() -> hasty.status(new Asked(null)).await())
        .isInstanceOf(ConsumerFailure.Unavailable.class)
        .hasMessageContaining("later");
  }

  @Test
  void a_verticle_that_stops_answers_what_it_has_taken() {
    Promise<Statuses> answer = Promise.promise();
    AtomicInteger taken = new AtomicInteger();
    String id =
        serve(
            ScriptedStore.status(
                () -> {
                  taken.incrementAndGet();
                  return answer.future();
                }));
    Future<Statuses> asked = store.status(new Asked(null));
    await().until(() -> taken.get() == 1);

    Future<Void> stopped = vertx.undeploy(id);
    assertThat(stopped.isComplete()).isFalse();
    answer.complete(new Statuses(List.of()));

    stopped.await();
    assertThat(asked.await().consumers()).isEmpty();
    assertThat(taken).hasValue(1);
  }

  private Refusal.Code ask(Object message) {
    return ((Refusal) vertx.eventBus().request(ConsumerAddresses.STORE, message).await().body())
        .code();
  }

  private String serve(ConsumerStore served) {
    return vertx.deployVerticle(new ConsumerStoreVerticle(served, PATIENCE)).await();
  }

  private static BusConsumerStore remote(Vertx vertx) {
    return new BusConsumerStore(vertx, BusStoreConfig.defaults(), false);
  }

  private static Declaration declaration(String name) {
    return declaration(name, 10);
  }

  private static Declaration another(String name) {
    return declaration(name, 11);
  }

  private static Declaration declaration(String name, int inFlight) {
    return new Declaration(
        new Definition(
            name,
            Definition.Kind.HANDLERS,
            Filter.ALL,
            Map.of(),
            Start.FIRST,
            4,
            inFlight,
            Retry.DEFAULT,
            Definition.OnFailure.DEAD_LETTER,
            Duration.ofSeconds(30)),
        Cursor.START,
        false,
        "me");
  }
}
