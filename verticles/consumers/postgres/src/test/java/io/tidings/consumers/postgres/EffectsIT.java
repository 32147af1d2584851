package io.tidings.consumers.postgres;

import static io.tidings.log.tck.AwaitedLog.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tidings.consumers.Progress;
import io.tidings.consumers.engine.Delivery;
import io.tidings.consumers.engine.Fenced;
import io.tidings.model.RecordedEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Effects in the consumer's own transaction are there exactly once (C3). */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EffectsIT extends EffectsFixture {

  @Test
  void C3_an_event_that_is_delivered_again_has_its_effect_once() throws SQLException {
    await(effects.transactional(COUNT).apply(delivery(0)));
    await(effects.transactional(COUNT).apply(delivery(0)));
    await(effects.transactional(COUNT).apply(delivery(1)));

    assertThat(counted()).containsExactly("1", "2");
  }

  @Test
  void C3_a_crash_before_the_checkpoint_repeats_nothing_that_was_committed() throws SQLException {
    await(effects.transactional(COUNT).apply(delivery(0)));

    endLeases("a");
    segment = claim("b").segments().get(0);

    assertThat(segment.progress().position()).isZero();
    await(effects.transactional(COUNT).apply(delivery(0)));
    assertThat(counted()).containsExactly("1");
  }

  @Test
  void C3_an_owner_that_was_taken_over_has_no_effect() throws SQLException {
    endLeases("a");
    claim("b");

    assertFenced(delivery(0));
  }

  @Test
  void C3_an_owner_whose_lease_is_over_has_no_effect() throws SQLException {
    endLeases("a");

    assertFenced(delivery(0));
  }

  @Test
  void C3_an_owner_that_has_given_the_segment_back_has_no_effect() throws SQLException {
    release(segment, Progress.at(at(0)));

    assertFenced(delivery(0));
  }

  @Test
  void L7_an_event_of_a_lost_history_has_no_effect() throws SQLException {
    RecordedEvent last = events.get(5);
    RecordedEvent lost =
        new RecordedEvent(last.event(), 4, last.position() + 1, last.epoch(), last.recordedAt());
    psql.rows("update log set server_started = '-infinity'");

    assertFenced(delivery(lost, false, false));
    await(effects.transactional(COUNT).apply(delivery(last, false, false)));
    assertThat(counted()).containsExactly("6");
  }

  @Test
  void C3_a_segment_is_not_taken_over_before_the_transaction_of_its_handler_ends()
      throws SQLException {
    Promise<Void> working = Promise.promise();
    Future<?> handled = handling(working);
    endLeases("a");

    assertThat(claim("b").segments()).isEmpty();
    working.complete();
    await(handled);

    assertThat(claim("b").segments()).hasSize(1);
    assertThat(counted()).containsExactly("1");
  }

  @Test
  void C3_a_change_waits_for_the_transaction_of_a_handler() throws SQLException {
    Promise<Void> working = Promise.promise();
    Future<?> handled = handling(working);
    endLeases("a");
    seek(0);

    assertThat(claim("b").segments()).isEmpty();
    working.complete();
    await(handled);

    segment = claim("b").segments().get(0);
    await(effects.transactional(COUNT).apply(delivery(0)));
    assertThat(counted()).containsExactly("1", "1");
  }

  @Test
  void C3_a_handler_that_fails_leaves_nothing_and_is_tried_again() throws SQLException {
    IllegalStateException failure = new IllegalStateException("no");
    Future<?> failed =
        effects
            .transactional(
                (delivery, transaction) ->
                    count(delivery, transaction).compose(done -> Future.failedFuture(failure)))
            .apply(delivery(0));

    assertThat(catchThrowable(() -> await(failed))).isSameAs(failure);
    assertThat(counted()).isEmpty();
    await(effects.transactional(COUNT).apply(delivery(0)));
    assertThat(counted()).containsExactly("1");
  }

  @Test
  void C3_a_handler_that_throws_leaves_nothing() throws SQLException {
    IllegalStateException failure = new IllegalStateException("no");
    Future<?> failed =
        effects
            .transactional(
                (delivery, transaction) -> {
                  throw failure;
                })
            .apply(delivery(0));

    assertThat(catchThrowable(() -> await(failed))).isSameAs(failure);
    await(effects.transactional(COUNT).apply(delivery(0)));
    assertThat(counted()).containsExactly("1");
  }

  @Test
  void C3_a_handler_that_hides_a_failed_statement_is_not_done() throws SQLException {
    Future<?> hidden =
        effects
            .transactional(
                (delivery, transaction) ->
                    count(delivery, transaction)
                        .compose(done -> transaction.query("select 1 / 0").execute())
                        .otherwiseEmpty())
            .apply(delivery(0));

    assertThat(catchThrowable(() -> await(hidden))).isNotNull();
    await(effects.transactional(COUNT).apply(delivery(0)));
    assertThat(counted()).containsExactly("1");
  }

  @Test
  void C3_a_connection_that_breaks_before_the_commit_leaves_nothing() throws SQLException {
    Future<?> cut =
        effects
            .transactional(
                (delivery, transaction) ->
                    count(delivery, transaction)
                        .onSuccess(
                            done ->
                                quietly(
                                    () ->
                                        psql.rows(
                                            "select pg_terminate_backend(pid) from pg_stat_activity"
                                                + " where application_name = 'tidings effects'"
                                                + " and state like 'idle in%'"))))
            .apply(delivery(0));

    assertThat(catchThrowable(() -> await(cut))).isNotNull();
    await(effects.transactional(COUNT).apply(delivery(0)));
    assertThat(counted()).containsExactly("1");
  }

  @Test
  void C3_a_transaction_that_idles_for_too_long_is_ended() throws SQLException {
    PostgresEffects impatient =
        await(PostgresEffects.open(vertx, config, 1, Duration.ofMillis(100)));
    Promise<Void> begun = Promise.promise();
    Promise<Void> never = Promise.promise();
    Future<?> handled =
        impatient
            .transactional(
                (delivery, transaction) ->
                    count(delivery, transaction)
                        .onSuccess(done -> begun.complete())
                        .compose(done -> never.future()))
            .apply(delivery(0));
    await(begun.future());
    endLeases("a");

    Awaitility.await().until(() -> !claim("b").segments().isEmpty());

    never.complete();
    assertThat(catchThrowable(() -> await(handled))).isNotNull();
    assertThat(counted()).isEmpty();
    await(impatient.close());
  }

  @Test
  void a_replay_has_its_effect_once_more_and_a_dry_run_has_none() throws SQLException {
    await(effects.transactional(COUNT).apply(delivery(0)));

    await(effects.transactional(COUNT).apply(delivery(events.get(0), true, true)));
    assertThat(counted()).containsExactly("1");
    await(effects.transactional(COUNT).apply(delivery(events.get(0), true, false)));
    assertThat(counted()).containsExactly("1", "1");
    await(effects.transactional(COUNT).apply(delivery(0)));
    assertThat(counted()).containsExactly("1", "1");
  }

  @Test
  void C3_a_batch_is_committed_together_without_what_is_done_already() throws SQLException {
    await(effects.transactional(COUNT).apply(delivery(1)));

    await(
        effects
            .transactionalBatch(
                (batch, transaction) ->
                    Future.all(
                        batch.stream().map(delivery -> count(delivery, transaction)).toList()))
            .apply(List.of(delivery(0), delivery(1), delivery(2))));

    assertThat(counted()).containsExactly("2", "1", "3");
  }

  /** The handler of the first event, which has begun and goes on when the promise is kept. */
  private Future<?> handling(Promise<Void> working) {
    Promise<Void> begun = Promise.promise();
    Future<?> handled =
        effects
            .transactional(
                (delivery, transaction) -> {
                  begun.complete();
                  return working.future().compose(done -> count(delivery, transaction));
                })
            .apply(delivery(0));
    await(begun.future());
    return handled;
  }

  private void assertFenced(Delivery delivery) throws SQLException {
    Future<?> handled = effects.transactional(COUNT).apply(delivery);

    assertThat(catchThrowable(() -> await(handled))).isInstanceOf(Fenced.class);
    assertThat(counted()).isEmpty();
  }
}
