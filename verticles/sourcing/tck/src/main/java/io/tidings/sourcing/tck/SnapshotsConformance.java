package io.tidings.sourcing.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.model.Data;
import io.tidings.sourcing.snapshots.Snapshot;
import io.tidings.sourcing.snapshots.Snapshots;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Snapshots} does that keeps any. To test an adapter, implement this in a test
 * class and supply one.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
public interface SnapshotsConformance {

  /**
   * Snapshots of which none is kept yet. Every test asks for them, once, and before anything else;
   * close what belongs to them in an {@code @AfterEach} method.
   */
  Snapshots freshSnapshots();

  /** How long tests wait for an answer. */
  default Duration patience() {
    return Duration.ofSeconds(20);
  }

  @Test
  default void what_was_saved_is_loaded() {
    Snapshots snapshots = freshSnapshots();
    Snapshot saved = snapshot("orders", "order-1", "a", 7, "{\"paid\":true}");

    await(snapshots.save(saved));

    assertThat(load(snapshots, "orders", "order-1")).contains(saved);
  }

  @Test
  default void every_decider_has_a_snapshot_of_its_own_for_every_stream() {
    Snapshots snapshots = freshSnapshots();
    Snapshot one = snapshot("orders", "order-1", "a", 7, "1");
    Snapshot two = snapshot("orders", "order-2", "a", 3, "2");
    Snapshot three = snapshot("stock", "order-1", "a", 5, "3");
    await(snapshots.save(one));
    await(snapshots.save(two));
    await(snapshots.save(three));

    assertThat(load(snapshots, "orders", "order-1")).contains(one);
    assertThat(load(snapshots, "orders", "order-2")).contains(two);
    assertThat(load(snapshots, "stock", "order-1")).contains(three);
    assertThat(load(snapshots, "stock", "order-2")).isEmpty();
  }

  @Test
  default void a_later_version_takes_the_place_of_an_earlier_one_of_whatever_shape() {
    Snapshots snapshots = freshSnapshots();
    Snapshot later = snapshot("orders", "order-1", "b", 8, "{}");
    await(snapshots.save(snapshot("orders", "order-1", "a", 7, "{}")));

    await(snapshots.save(later));

    assertThat(load(snapshots, "orders", "order-1")).contains(later);
  }

  @Test
  default void an_earlier_version_changes_nothing() {
    Snapshots snapshots = freshSnapshots();
    Snapshot later = snapshot("orders", "order-1", "a", 8, "{}");
    await(snapshots.save(later));

    await(snapshots.save(snapshot("orders", "order-1", "b", 7, "{}")));

    assertThat(load(snapshots, "orders", "order-1")).contains(later);
  }

  @Test
  default void the_same_version_takes_the_place_if_its_shape_differs() {
    Snapshots snapshots = freshSnapshots();
    Snapshot old = snapshot("orders", "order-1", "a", 8, "1");
    Snapshot rebuilt = snapshot("orders", "order-1", "b", 8, "2");
    await(snapshots.save(old));

    await(snapshots.save(snapshot("orders", "order-1", "a", 8, "3")));
    assertThat(load(snapshots, "orders", "order-1")).contains(old);

    await(snapshots.save(rebuilt));
    assertThat(load(snapshots, "orders", "order-1")).contains(rebuilt);
  }

  @Test
  default void what_was_deleted_is_gone_and_an_earlier_version_may_follow() {
    Snapshots snapshots = freshSnapshots();
    Snapshot earlier = snapshot("orders", "order-1", "a", 3, "{}");
    Snapshot other = snapshot("orders", "order-2", "a", 1, "{}");
    await(snapshots.save(snapshot("orders", "order-1", "a", 8, "{}")));
    await(snapshots.save(other));

    await(snapshots.delete("orders", "order-1"));
    await(snapshots.delete("orders", "order-1"));

    assertThat(load(snapshots, "orders", "order-1")).isEmpty();
    assertThat(load(snapshots, "orders", "order-2")).contains(other);
    await(snapshots.save(earlier));
    assertThat(load(snapshots, "orders", "order-1")).contains(earlier);
  }

  @Test
  default void names_and_states_of_any_unicode_come_back_as_they_were() {
    Snapshots snapshots = freshSnapshots();
    Snapshot saved = snapshot("orders", "Bestellung-Ä€😀' \"\\", "a", Long.MAX_VALUE, "\"Ä€😀\"");

    await(snapshots.save(saved));

    assertThat(load(snapshots, "orders", saved.stream())).contains(saved);
  }

  @Test
  default void a_large_state_comes_back_as_it_was() {
    Snapshots snapshots = freshSnapshots();
    String large = "\"" + "x".repeat(1 << 20) + "\"";
    Snapshot saved = snapshot("orders", "order-1", "a", 1, large);

    await(snapshots.save(saved));

    assertThat(load(snapshots, "orders", "order-1")).contains(saved);
  }

  @Test
  default void of_many_saved_at_once_the_latest_is_kept() {
    Snapshots snapshots = freshSnapshots();

    await(
        Future.all(
            IntStream.rangeClosed(1, 50)
                .mapToObj(n -> snapshots.save(snapshot("orders", "order-1", "a", n * 37 % 51, "1")))
                .toList()));

    assertThat(load(snapshots, "orders", "order-1"))
        .contains(snapshot("orders", "order-1", "a", 50, "1"));
  }

  private Optional<Snapshot> load(Snapshots snapshots, String decider, String stream) {
    return await(snapshots.load(decider, stream));
  }

  private <T> T await(Future<T> answer) {
    try {
      return answer
          .toCompletionStage()
          .toCompletableFuture()
          .get(patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  private static Snapshot snapshot(
      String decider, String stream, String shape, long version, String state) {
    Data json = Data.of(Data.Form.JSON, state.getBytes(UTF_8));
    return new Snapshot(decider, stream, shape, version, version, 3, json);
  }
}
