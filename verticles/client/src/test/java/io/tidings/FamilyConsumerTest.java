package io.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.DeadLetters;
import io.tidings.model.EventFamily;
import io.tidings.model.EventType;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FamilyConsumerTest {

  sealed interface Event {}

  @EventType(value = "family.opened", version = 2)
  record Opened(String name, int seats) implements Event {}

  @EventType("family.moved")
  record Moved(String to) implements Event {}

  @EventType("family.opened")
  record OpenedV1(String name) {}

  @EventType("family.toured")
  record Toured(List<String> places) {}

  @EventType("family.viewed")
  record Viewed() {}

  @EventType(value = "family.moved", version = 9)
  record MovedByALaterVersion() {}

  private static final EventFamily<Event> EVENTS =
      EventFamily.of(Event.class)
          .upcast(OpenedV1.class, old -> new Opened(old.name(), 10))
          .split(Toured.class, old -> old.places().stream().map(Moved::new).toList())
          .dropped("family.viewed", 1)
          .build();

  private final Tidings tidings = Tidings.inProcess();
  private final List<Event> handled = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    tidings.close().await();
  }

  @Test
  void older_events_are_handled_as_what_they_are_today() {
    tidings
        .to("circus-1")
        .publish(
            List.of(
                new OpenedV1("old"),
                new Viewed(),
                new Toured(List.of("Rome", "Oslo")),
                new Opened("new", 20)))
        .await();
    tidings
        .consumer("circus")
        .onFamily(
            EVENTS,
            (event, context) -> {
              handled.add(event);
              return Future.succeededFuture();
            })
        .start()
        .await();

    tidings.settled().await();

    assertThat(handled)
        .containsExactly(
            new Opened("old", 10), new Moved("Rome"), new Moved("Oslo"), new Opened("new", 20));
  }

  @Test
  void a_split_event_is_tried_again_as_a_whole() {
    AtomicInteger calls = new AtomicInteger();
    tidings.to("circus-1").publish(new Toured(List.of("Rome", "Oslo"))).await();
    tidings
        .consumer("circus")
        .onFamily(
            EVENTS,
            (event, context) -> {
              handled.add(event);
              return calls.incrementAndGet() == 2
                  ? Future.failedFuture("not yet")
                  : Future.succeededFuture();
            })
        .start()
        .await();

    tidings.settled().await();

    assertThat(handled)
        .containsExactly(
            new Moved("Rome"), new Moved("Oslo"), new Moved("Rome"), new Moved("Oslo"));
  }

  @Test
  void C5_an_event_of_a_later_version_becomes_a_dead_letter_at_once() {
    tidings.to("circus-1").publish(new MovedByALaterVersion()).await();
    tidings
        .consumer("circus")
        .onFamily(EVENTS, (event, context) -> Future.succeededFuture())
        .start()
        .await();

    tidings.settled().await();

    List<DeadLetters.DeadLetter> letters =
        tidings
            .store()
            .deadLetters(
                new DeadLetters.DeadLetterQuery(
                    new DeadLetters.Which("circus", null, null, null, null, null, null), 0, 10))
            .await()
            .letters();
    assertThat(letters).hasSize(1);
    assertThat(letters.get(0).attempts()).hasSize(1);
  }
}
