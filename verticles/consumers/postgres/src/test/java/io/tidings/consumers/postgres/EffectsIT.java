package io.tidings.consumers.postgres;

import static io.tidings.log.tck.AwaitedLog.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tidings.consumers.Definitions.Command;
import io.tidings.consumers.HeldStreams.Advance;
import io.tidings.consumers.HeldStreams.Attempt;
import io.tidings.consumers.HeldStreams.FailedEvent;
import io.tidings.consumers.HeldStreams.Failure;
import io.tidings.consumers.HeldStreams.HeldState;
import io.tidings.consumers.Progress;
import io.tidings.consumers.Segments.Segment;
import io.tidings.consumers.engine.Delivery;
import io.tidings.consumers.engine.Fenced;
import io.tidings.consumers.postgres.PostgresEffects.TransactionalHandler;
import io.tidings.log.tck.Samples;
import io.tidings.model.RecordedEvent;
import io.tidings.model.StreamName;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Effects in the consumer's own transaction are there exactly once (C3). */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EffectsIT extends OpenStore {

  private static final TransactionalHandler COUNT =
      (delivery, transaction) -> count(delivery, transaction);

  private PostgresEffects effects;
  private Segment segment;
  private List<RecordedEvent> events;

  @BeforeEach
  void begin() throws SQLException {
    psql.rows("create table if not exists public.counted (position bigint)");
    psql.rows("truncate public.counted");
    effects = await(PostgresEffects.open(vertx, config, 2, Duration.ofSeconds(10)));
    log.record(Samples.events("order-1", 3));
    log.record(Samples.events("order-2", 3));
    events = log.readAll();
    declare(1);
    segment = claim("a").segments().get(0);
  }

  @AfterEach
  void end() {
    await(effects.close());
  }

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
    Promise<Void> begun = Promise.promise();
    Promise<Void> working = Promise.promise();
    Future<?> handled =
        effects
            .transactional(
                (delivery, transaction) -> {
                  begun.complete();
                  return working.future().compose(done -> count(delivery, transaction));
                })
            .apply(delivery(0));
    await(begun.future());
    endLeases("a");

    assertThat(claim("b").segments()).isEmpty();
    working.complete();
    await(handled);

    assertThat(claim("b").segments()).hasSize(1);
    assertThat(counted()).containsExactly("1");
  }

  @Test
  void C3_a_change_waits_for_the_transaction_of_a_handler() throws SQLException {
    Promise<Void> begun = Promise.promise();
    Promise<Void> working = Promise.promise();
    Future<?> handled =
        effects
            .transactional(
                (delivery, transaction) -> {
                  begun.complete();
                  return working.future().compose(done -> count(delivery, transaction));
                })
            .apply(delivery(0));
    await(begun.future());
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

  @Test
  void C3_what_is_done_is_remembered_until_the_checkpoint_is_past_it() throws SQLException {
    for (int at = 0; at < 3; at++) {
      await(effects.transactional(COUNT).apply(delivery(at)));
    }

    moves(segment, new Progress(at(3), List.of(), List.of(2L)));
    assertThat(remembered()).containsExactly("2", "3");
    moves(segment, Progress.at(at(3)));
    assertThat(remembered()).isEmpty();
  }

  @Test
  void C3_what_is_done_of_a_held_stream_is_remembered_until_it_is_freed() throws SQLException {
    hold("order-1", 1);
    moves(segment, Progress.at(at(6)));
    await(effects.transactional(COUNT).apply(delivery(0)));
    await(store.advance(new Advance(MAIL, lease(segment), "order-1", 1, false)));
    await(effects.transactional(COUNT).apply(delivery(1)));
    await(store.advance(new Advance(MAIL, lease(segment), "order-1", 2, false)));

    moves(segment, Progress.at(at(6)));
    assertThat(remembered()).containsExactly("1", "2");
    await(store.advance(new Advance(MAIL, lease(segment), "order-1", 3, true)));
    assertThat(remembered()).isEmpty();
  }

  @Test
  void C3_a_seek_back_forgets_what_was_done_behind_it() throws SQLException {
    await(effects.transactional(COUNT).apply(delivery(3)));
    release(segment, Progress.at(at(0)));

    change(Command.SEEK, null, at(2), 0);

    segment = claim("a").segments().get(0);
    await(effects.transactional(COUNT).apply(delivery(3)));
    assertThat(counted()).containsExactly("4", "4");
  }

  @Test
  void C3_what_is_done_before_another_event_of_a_held_stream_fails_is_forgotten()
      throws SQLException {
    hold("order-1", 1);
    await(effects.transactional(COUNT).apply(delivery(0)));
    await(store.advance(new Advance(MAIL, lease(segment), "order-1", 1, false)));
    await(effects.transactional(COUNT).apply(delivery(1)));
    moves(segment, Progress.at(at(1)));
    hold("order-1", 3);
    assertThat(remembered()).containsExactly("2");

    moves(segment, Progress.at(at(6)));
    assertThat(remembered()).isEmpty();
  }

  @Test
  void C3_an_event_that_had_its_effect_and_failed_all_the_same_has_it_once() throws SQLException {
    hold("order-1", 1);
    await(effects.transactional(COUNT).apply(delivery(0)));
    await(store.advance(new Advance(MAIL, lease(segment), "order-1", 1, false)));
    await(effects.transactional(COUNT).apply(delivery(1)));
    moves(segment, Progress.at(at(6)));

    hold("order-1", 2);
    await(effects.transactional(COUNT).apply(delivery(1)));

    assertThat(counted()).containsExactly("1", "2");
  }

  @Test
  void C3_a_reshape_and_a_seek_forth_leave_nothing_behind_that_is_not_asked_for()
      throws SQLException {
    for (int at = 0; at < 6; at++) {
      await(effects.transactional(COUNT).apply(delivery(at)));
    }
    release(segment, new Progress(at(5), List.of(), List.of(1L)));
    reshape(1024);
    assertThat(remembered()).containsExactly("1", "2", "3", "6");

    change(Command.SEEK, null, at(6), 0);
    assertThat(remembered()).isEmpty();
  }

  private void hold(String stream, long position) {
    await(
        store.hold(
            new Failure(
                MAIL,
                lease(segment),
                stream,
                StreamName.slot(stream),
                new FailedEvent(position, "t", "/s", "1"),
                HeldState.RETRYING,
                Duration.ZERO,
                new Attempt(1, Instant.now(), "a", "Handler", "java.lang.Error", null, ""))));
  }

  private void assertFenced(Delivery delivery) throws SQLException {
    Future<?> handled = effects.transactional(COUNT).apply(delivery);

    assertThat(catchThrowable(() -> await(handled))).isInstanceOf(Fenced.class);
    assertThat(counted()).isEmpty();
  }

  private static Future<?> count(Delivery delivery, SqlConnection transaction) {
    return transaction
        .preparedQuery("insert into counted values ($1)")
        .execute(Tuple.of(delivery.event().position()));
  }

  private List<String> counted() throws SQLException {
    return psql.rows("select position from public.counted");
  }

  private List<String> remembered() throws SQLException {
    return psql.rows("select position from done order by position");
  }

  private Delivery delivery(int at) {
    return delivery(events.get(at), false, false);
  }

  private Delivery delivery(RecordedEvent event, boolean replay, boolean dryRun) {
    return new Delivery(
        MAIL, lease(segment), StreamName.slot(event.stream()), event, 1, replay, dryRun, false);
  }
}
