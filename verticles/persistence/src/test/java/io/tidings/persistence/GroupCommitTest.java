package io.tidings.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidings.log.LogFailure;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.Data;
import io.tidings.model.NewEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
@DisplayNameGeneration(ReplaceUnderscores.class)
class GroupCommitTest {

  private final Vertx vertx = Vertx.vertx();
  private final HeldLog log = new HeldLog();
  private final List<AppendResult> announced = new ArrayList<>();
  private int next;

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void what_comes_while_a_transaction_runs_is_recorded_by_the_next() {
    GroupCommit commits = commits(PersistenceConfig.defaults());

    Future<List<AppendResult>> first = commits.append(List.of(append()));
    Future<List<AppendResult>> second = commits.append(List.of(append(), append()));
    Future<List<AppendResult>> third = commits.append(List.of(append()));
    log.commit();
    log.commit();

    assertThat(log.batches()).containsExactly(1, 3);
    assertThat(positions(first)).containsExactly(1L);
    assertThat(positions(second)).containsExactly(2L, 3L);
    assertThat(positions(third)).containsExactly(4L);
    assertThat(announced).hasSize(4);
  }

  @Test
  void L4_a_stale_append_does_not_spoil_its_batch() {
    GroupCommit commits = commits(PersistenceConfig.defaults());
    commits.append(List.of(append()));

    Future<List<AppendResult>> stale = commits.append(List.of(Append.to("order-1", 7, event())));
    Future<List<AppendResult>> fine = commits.append(List.of(append()));
    log.commit();
    log.commit();

    assertThat(stale.await()).containsExactly(new AppendResult.Stale("order-1", 7, 1));
    assertThat(positions(fine)).containsExactly(2L);
  }

  @Test
  void G2_what_is_invalid_costs_the_others_of_its_batch_nothing() {
    HeldLog picky = new HeldLog(new PickyLog(new MemoryEventLog(), "poison"));
    GroupCommit commits =
        new GroupCommit(vertx, picky, PersistenceConfig.defaults(), (batch, results) -> {});
    commits.append(List.of(append()));
    Future<List<AppendResult>> before = commits.append(List.of(append()));
    Future<List<AppendResult>> poisoned = commits.append(List.of(Append.of(event("poison"))));
    Future<List<AppendResult>> after = commits.append(List.of(append()));
    for (int at = 0; at < 5; at++) {
      picky.commit();
    }

    assertThat(poisoned.cause()).isInstanceOf(LogFailure.Invalid.class);
    assertThat(positions(before)).containsExactly(2L);
    assertThat(positions(after)).containsExactly(3L);
    assertThat(picky.batches()).containsExactly(1, 3, 1, 1, 1);
  }

  @Test
  void a_transaction_is_bounded_in_events() {
    GroupCommit commits = commits(config(2, 1 << 20, 100, 1 << 20));
    commits.append(List.of(append()));
    for (int at = 0; at < 5; at++) {
      commits.append(List.of(append()));
    }
    for (int at = 0; at < 4; at++) {
      log.commit();
    }

    assertThat(log.batches()).containsExactly(1, 2, 2, 1);
  }

  @Test
  void G3_a_full_queue_refuses_and_records_nothing_of_it() {
    GroupCommit commits = commits(config(10, 1 << 20, 2, 1 << 20));
    commits.append(List.of(append()));
    commits.append(List.of(append()));
    commits.append(List.of(append()));

    Future<List<AppendResult>> refused = commits.append(List.of(append()));

    assertThat(refused.cause()).isInstanceOf(LogFailure.Overloaded.class);
    log.commit();
    log.commit();
    assertThat(log.head().await().position()).isEqualTo(3);
  }

  @Test
  void G3_the_queue_is_bounded_in_bytes() {
    GroupCommit commits = commits(config(10, 1 << 20, 100, 2000));
    commits.append(List.of(append()));
    commits.append(List.of(large()));

    assertThat(commits.append(List.of(large())).cause()).isInstanceOf(LogFailure.Overloaded.class);
  }

  @Test
  void L5_a_batch_of_unknown_outcome_is_repeated_and_recorded_once() {
    GroupCommit commits = commits(PersistenceConfig.defaults());
    Future<List<AppendResult>> result = commits.append(List.of(append()));

    log.commitAndFail(new LogFailure.Unavailable("the connection broke", null));
    await().until(() -> log.batches().size() == 2);
    log.commit();

    assertThat(positions(result)).containsExactly(1L);
    assertThat(log.head().await().position()).isEqualTo(1);
  }

  @Test
  void L5_what_is_asked_once_more_while_it_waits_takes_no_further_room() {
    GroupCommit commits = commits(config(10, 1 << 20, 1, 1 << 20));
    commits.append(List.of(append()));
    Append waiting = append();
    Future<List<AppendResult>> first = commits.append(List.of(waiting));

    Future<List<AppendResult>> again = commits.append(List.of(waiting));
    Future<List<AppendResult>> other = commits.append(List.of(append()));
    log.commit();
    log.commit();

    assertThat(positions(first)).containsExactly(2L);
    assertThat(positions(again)).containsExactly(2L);
    assertThat(other.cause()).isInstanceOf(LogFailure.Overloaded.class);
    assertThat(log.batches()).containsExactly(1, 1);
  }

  @Test
  void a_batch_that_cannot_be_recorded_in_time_is_answered_as_unavailable() {
    GroupCommit commits = commits(config(10, 1000, 10, 1000));
    Future<List<AppendResult>> result = commits.append(List.of(append()));
    await().atMost(Duration.ofSeconds(5)).until(() -> repeatFailure(result));

    assertThat(result.cause()).isInstanceOf(LogFailure.Unavailable.class);
  }

  @Test
  void everything_accepted_is_answered_before_it_is_drained() {
    GroupCommit commits = commits(PersistenceConfig.defaults());
    Future<List<AppendResult>> first = commits.append(List.of(append()));
    Future<List<AppendResult>> second = commits.append(List.of(append()));
    Future<Void> drained = commits.drained();

    assertThat(drained.isComplete()).isFalse();
    log.commit();
    log.commit();

    drained.await();
    assertThat(first.succeeded() && second.succeeded()).isTrue();
  }

  private boolean repeatFailure(Future<List<AppendResult>> result) {
    if (log.holds()) {
      log.fail(new LogFailure.Unavailable("down", null));
    }
    return result.isComplete();
  }

  private GroupCommit commits(PersistenceConfig config) {
    return new GroupCommit(vertx, log, config, (appends, results) -> announced.addAll(results));
  }

  private static PersistenceConfig config(
      int batchEvents, long batchBytes, int queueEvents, long queueBytes) {
    return new PersistenceConfig(
        batchEvents,
        batchBytes,
        queueEvents,
        Optional.of(queueBytes),
        Duration.ofMillis(500),
        Duration.ofSeconds(1));
  }

  private Append append() {
    return Append.of(event());
  }

  private NewEvent event() {
    return event("" + next++);
  }

  private static NewEvent event(String id) {
    return NewEvent.builder(id, "/test", "test.happened").stream("order-1").build();
  }

  private Append large() {
    return Append.of(
        NewEvent.builder("" + next++, "/test", "test.happened")
            .data(Data.of(Data.Form.BINARY, new byte[1000]))
            .build());
  }

  private static List<Long> positions(Future<List<AppendResult>> results) {
    return results.await().stream()
        .map(AppendResult.Recorded.class::cast)
        .flatMap(recorded -> recorded.receipts().stream())
        .map(receipt -> receipt.position())
        .toList();
  }
}
