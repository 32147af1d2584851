package io.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.consumers.Retry;
import io.tidings.log.schedule.Cancellation;
import io.tidings.log.schedule.ScheduleRequest;
import io.tidings.log.schedule.ScheduleResult;
import io.tidings.log.schedule.Scheduled;
import io.tidings.log.schedule.Scheduled.State;
import io.tidings.model.Append;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SchedulingTest {

  private final Tidings tidings = Tidings.inProcess();

  @AfterEach
  void close() {
    tidings.close().await();
  }

  @Test
  void S3_an_event_published_after_a_while_is_handled_then_and_not_before() {
    Promise<RecordedEvent> handled = Promise.promise();
    tidings.on(OrderPlaced.class, (order, event) -> handled.complete(event)).await();

    Scheduled scheduled =
        tidings.to("order-A1").publishAfter(Duration.ofMillis(150), OrderPlaced.number(1)).await();

    assertThat(scheduled.state()).isEqualTo(State.PENDING);
    RecordedEvent event = handled.future().await();
    assertThat(event.recordedAt()).isAfterOrEqualTo(scheduled.due());
    assertThat(event.event()).isEqualTo(scheduled.append().events().get(0));
  }

  @Test
  void S2_a_list_is_recorded_once_in_its_order() {
    List<Record> both = List.of(OrderPlaced.number(1), new OrderPaid("A1"));

    Scheduled scheduled = tidings.to("order-A1").publishAt(Instant.now(), both).await();

    recorded(scheduled.id());
    assertThat(stream("order-A1"))
        .extracting(RecordedEvent::type)
        .containsExactly("orders.order-placed", "orders.order-paid");
  }

  @Test
  void S4_what_is_cancelled_is_not_recorded() {
    Publication order = tidings.to("order-A1");
    Scheduled reminder = order.publishAfter(Duration.ofHours(1), OrderPlaced.number(1)).await();
    Scheduled other = order.publishAt(Instant.now(), new OrderPaid("A1")).await();

    assertThat(tidings.cancel(reminder.id()).await()).isEqualTo(Cancellation.CANCELLED);

    recorded(other.id());
    assertThat(tidings.cancel(reminder.id()).await()).isNotEqualTo(Cancellation.TOO_LATE);
    assertThat(stream("order-A1")).hasSize(1);
    assertThat(tidings.cancel(other.id()).await()).isEqualTo(Cancellation.TOO_LATE);
  }

  @Test
  void L4_the_expected_version_is_looked_at_when_it_is_due() {
    Publication order = tidings.to("order-A1").expecting(0);
    Scheduled late = order.publishAfter(Duration.ofSeconds(1), OrderPlaced.number(1)).await();
    order.publish(OrderPlaced.number(2)).await();

    Awaitility.await().until(() -> find(late.id()).state() == State.FAILED);

    assertThat(find(late.id()).problem()).contains("order-A1", "version 1");
    assertThat(stream("order-A1")).hasSize(1);
  }

  @Test
  void S1_a_request_with_an_id_of_ones_own_may_be_repeated() {
    Append append = tidings.to("order-A1").prepare(List.of(OrderPlaced.number(1)));
    ScheduleRequest request = ScheduleRequest.after("reminder-A1", Duration.ofHours(1), append);

    tidings.schedule().schedule(request).await();

    assertThat(tidings.schedule().schedule(request).await())
        .isInstanceOfSatisfying(
            ScheduleResult.Accepted.class, again -> assertThat(again.duplicate()).isTrue());
  }

  @Test
  void S2_what_a_handler_schedules_is_scheduled_once_however_often_the_event_is_handled() {
    AtomicInteger attempts = new AtomicInteger();
    tidings
        .consumer("reminders")
        .retry(Retry.DEFAULT.backoff(Duration.ofMillis(1), Duration.ofMillis(2), 1))
        .onAsync(
            OrderPlaced.class,
            (order, context) ->
                context
                    .to("reminder-A1")
                    .publishAfter(Duration.ofMillis(50), new OrderPaid("A1"))
                    .compose(
                        scheduled ->
                            attempts.incrementAndGet() < 3
                                ? Future.failedFuture("not yet")
                                : Future.succeededFuture()))
        .start()
        .await();

    tidings.to("order-A1").publish(OrderPlaced.number(1)).await();

    Awaitility.await().until(() -> attempts.get() == 3);
    Awaitility.await().until(() -> stream("reminder-A1").size() == 1);
    assertThat(tidings.schedule().list(null, 10).await().entries()).isEmpty();
    assertThat(stream("reminder-A1")).hasSize(1);
    assertThat(stream("reminder-A1").get(0).event().causationId())
        .isEqualTo(stream("order-A1").get(0).id());
  }

  @Test
  void nobody_waits_for_what_is_scheduled() {
    tidings.to("order-A1").publishAfter(Duration.ofDays(1), OrderPlaced.number(1)).await();

    tidings.settled().await();

    assertThat(stream("order-A1")).isEmpty();
  }

  @Test
  void a_time_that_never_comes_is_refused_at_once() {
    assertThatThrownBy(() -> tidings.to("order-A1").publishAt(Instant.MAX, OrderPlaced.number(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1970 to 9999");
    assertThatThrownBy(
            () ->
                tidings.to("order-A1").publishAfter(Duration.ofSeconds(-1), OrderPlaced.number(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("delay from 0");
  }

  private void recorded(String id) {
    Awaitility.await().until(() -> find(id).state() == State.RECORDED);
  }

  private Scheduled find(String id) {
    return tidings.schedule().get(id).await().orElseThrow();
  }

  private List<RecordedEvent> stream(String stream) {
    return tidings.log().read(Query.stream(stream, 0, 100)).await().events();
  }
}
