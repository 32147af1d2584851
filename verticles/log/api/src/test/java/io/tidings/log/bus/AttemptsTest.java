package io.tidings.log.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
@DisplayNameGeneration(ReplaceUnderscores.class)
class AttemptsTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private static final class Unanswered extends RuntimeException {}

  private static final class Refused extends RuntimeException {}

  private final Vertx vertx = Vertx.vertx();
  private final Attempts attempts = new Attempts(vertx, Unanswered.class);
  private final List<Boolean> made = new ArrayList<>();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void attempts_end_with_an_answer_and_only_one_is_the_first() {
    assertThat(until(LONG, always(), new Unanswered(), new Refused(), "answer"))
        .isEqualTo("answer");
    assertThat(made).containsExactly(true, false, false);
  }

  @Test
  void what_may_not_be_repeated_is_told_at_once_though_an_outcome_is_unknown() {
    Refused refused = new Refused();

    assertThatThrownBy(
            () ->
                until(
                    LONG, (failure, unknown) -> failure != refused, new Unanswered(), refused, "-"))
        .isSameAs(refused);
    assertThat(made).hasSize(2);
  }

  @Test
  void an_outcome_is_unknown_from_the_first_attempt_on_that_left_it_so() {
    List<Boolean> asked = new ArrayList<>();

    until(
        LONG,
        (failure, unknown) -> asked.add(unknown),
        new Refused(),
        new Unanswered(),
        new Refused(),
        "answer");

    assertThat(asked).containsExactly(false, true, true);
  }

  @Test
  void when_the_time_is_over_the_unknown_outcome_is_told_and_not_the_refusal_after_it() {
    Unanswered unanswered = new Unanswered();
    long millis = 300;
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);

    Future<Object> outcome =
        attempts.until(
            deadline,
            always(),
            first ->
                first
                    ? Future.failedFuture(unanswered)
                    : vertx
                        .timer(millis, TimeUnit.MILLISECONDS)
                        .compose(late -> Future.failedFuture(new Refused())));

    assertThatThrownBy(outcome::await).isSameAs(unanswered);
  }

  @Test
  void when_the_time_is_over_a_refusal_is_told_if_nothing_is_unknown() {
    Refused refused = new Refused();

    assertThatThrownBy(() -> until(Duration.ZERO, always(), refused, "-")).isSameAs(refused);
    assertThat(made).containsExactly(true);
  }

  private static Attempts.Repeatable always() {
    return (failure, unknown) -> true;
  }

  /** Attempts that end like this, one after the other. */
  private Object until(Duration time, Attempts.Repeatable repeatable, Object... ends) {
    return attempts
        .until(
            System.nanoTime() + time.toNanos(),
            repeatable,
            first -> {
              made.add(first);
              return ends[made.size() - 1] instanceof Throwable failure
                  ? Future.failedFuture(failure)
                  : Future.succeededFuture(ends[made.size() - 1]);
            })
        .await();
  }
}
