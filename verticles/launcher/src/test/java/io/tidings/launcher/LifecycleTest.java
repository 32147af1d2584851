package io.tidings.launcher;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.launcher.Lifecycle.Part;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LifecycleTest {

  private final List<String> story = new CopyOnWriteArrayList<>();
  private final Vertx vertx = Vertx.vertx();
  private final Lifecycle lifecycle =
      new Lifecycle(
          vertx,
          new NodeConfig(Duration.ofSeconds(10), Duration.ofMillis(1), Duration.ofSeconds(10)));

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, SECONDS);
  }

  @Test
  void roles_start_one_after_the_other_and_stop_in_reverse() throws Exception {
    lifecycle.start(List.of(part("log"), part("gateway"))).await(10, SECONDS);
    assertThat(lifecycle.isReady()).isTrue();
    assertThat(lifecycle.address()).contains("at gateway");

    lifecycle.stop().await(10, SECONDS);

    assertThat(lifecycle.isReady()).isFalse();
    assertThat(story)
        .containsExactly(
            "log starts", "gateway starts", "gateway stops, not ready", "log stops, not ready");
  }

  @Test
  void after_a_role_that_fails_none_is_started_and_what_runs_can_be_stopped() throws Exception {
    Future<Void> start =
        lifecycle.start(List.of(part("log"), new Part("broken", this::failing), part("gateway")));

    assertThatThrownBy(() -> start.await(10, SECONDS))
        .isInstanceOf(StartFailure.class)
        .hasMessage("broken: out of order: the cable");
    assertThat(lifecycle.isReady()).isFalse();
    lifecycle.stop().await(10, SECONDS);
    assertThat(story).containsExactly("log starts", "log stops, not ready");
  }

  @Test
  void a_role_that_throws_counts_as_failed() {
    Part throwing =
        new Part(
            "thrower",
            () -> {
              throw new IllegalStateException("no");
            });
    assertThatThrownBy(() -> lifecycle.start(List.of(throwing)).await(10, SECONDS))
        .isInstanceOf(StartFailure.class)
        .hasMessage("thrower: no");
  }

  @Test
  void a_failure_to_stop_holds_up_nothing() throws Exception {
    Part stubborn =
        new Part(
            "stubborn",
            () -> Future.succeededFuture(Started.inside(() -> Future.failedFuture("never"))));
    lifecycle.start(List.of(part("log"), stubborn)).await(10, SECONDS);

    lifecycle.stop().await(10, SECONDS);

    assertThat(story).containsExactly("log starts", "log stops, not ready");
  }

  @Test
  void told_to_stop_while_it_starts_it_stops_what_has_started_and_starts_no_more()
      throws Exception {
    Promise<Void> asked = Promise.promise();
    Promise<Started> slow = Promise.promise();
    Part slowly =
        new Part(
            "slow",
            () -> {
              asked.complete();
              return slow.future();
            });
    Future<Void> start = lifecycle.start(List.of(part("log"), slowly, part("gateway")));
    asked.future().await(10, SECONDS);

    Future<Void> stop = lifecycle.stop();
    slow.complete(started("slow"));

    stop.await(10, SECONDS);
    assertThatThrownBy(() -> start.await(10, SECONDS)).isInstanceOf(StartFailure.class);
    assertThat(story)
        .containsExactly("log starts", "slow stops, not ready", "log stops, not ready");
  }

  @Test
  void told_to_stop_twice_it_stops_once() throws Exception {
    lifecycle.start(List.of(part("log"))).await(10, SECONDS);
    lifecycle.stop();
    lifecycle.stop().await(10, SECONDS);
    assertThat(story).containsExactly("log starts", "log stops, not ready");
  }

  private Part part(String name) {
    return new Part(
        name,
        () -> {
          story.add(name + " starts");
          return Future.succeededFuture(started(name));
        });
  }

  private Started started(String name) {
    return Started.at(
        "at " + name,
        () -> {
          story.add(name + " stops, " + (lifecycle.isReady() ? "ready" : "not ready"));
          return Future.succeededFuture();
        });
  }

  private Future<Started> failing() {
    return Future.failedFuture(
        new IllegalStateException("out of order", new RuntimeException("the cable")));
  }
}
