package io.tidings.sourcing.engine;

import io.tidings.model.Data;
import io.tidings.sourcing.snapshots.Snapshot;
import io.tidings.sourcing.snapshots.Snapshots;
import io.tidings.wire.EventJson;
import io.vertx.core.Future;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the states of one decider, and finds them again. Nothing that fails here matters. */
final class Keeper<S> {

  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
  private static final int MAX_SAVING = 8;

  /** What of a decider's states is kept; {@code version} is the author's. */
  record Plan<S>(Class<S> state, int version, SnapshotPolicy policy) {}

  private final Snapshots snapshots;
  private final String decider;
  private final Plan<S> plan;
  private final String shape;
  private final CommandMetrics metrics;
  private int saving;

  /**
   * @param plan null if no state is kept
   */
  Keeper(Snapshots snapshots, String decider, Plan<S> plan, CommandMetrics metrics) {
    this.snapshots = snapshots;
    this.decider = decider;
    this.plan = plan;
    this.shape = plan == null ? "" : Shape.of(plan.state(), plan.version());
    this.metrics = metrics;
  }

  Future<Optional<Loaded<S>>> load(String stream) {
    if (plan == null) {
      return Future.succeededFuture(Optional.empty());
    }
    return find(stream)
        .recover(
            failure -> {
              metrics.snapshot("failed");
              LOG.warn("No snapshot of stream {}: {}", stream, failure.getMessage());
              return Future.succeededFuture(Optional.empty());
            });
  }

  /** The same for whoever needs to know: fails if none is kept, or it cannot be had. */
  Future<Optional<Loaded<S>>> find(String stream) {
    if (plan == null) {
      return Future.failedFuture(
          new IllegalStateException(
              "the decider '%s' keeps no snapshots: declare them, or leave them unverified"
                  .formatted(decider)));
    }
    return snapshots.load(decider, stream).map(found -> found.flatMap(this::read));
  }

  private Optional<Loaded<S>> read(Snapshot found) {
    if (!found.shape().equals(shape)) {
      metrics.snapshot("outdated");
      return Optional.empty();
    }
    S state = EventJson.decode(found.state(), plan.state());
    metrics.snapshot("loaded");
    return Optional.of(new Loaded<>(state, found.version(), found.position(), found.epoch(), 0));
  }

  /** The stream's state was found at {@code from} and has come to {@code to}. */
  void moved(String stream, long from, Loaded<S> to) {
    if (plan == null || saving >= MAX_SAVING || !plan.policy().due(from, to.version())) {
      return;
    }
    saving++;
    save(stream, to)
        .onSuccess(saved -> metrics.snapshot("saved"))
        .onFailure(
            failure -> {
              metrics.snapshot("failed");
              LOG.warn("No snapshot of stream {}: {}", stream, failure.getMessage());
            })
        .onComplete(done -> saving--);
  }

  private Future<Void> save(String stream, Loaded<S> to) {
    try {
      return snapshots.save(
          new Snapshot(
              decider,
              stream,
              shape,
              to.version(),
              to.position(),
              to.epoch(),
              written(to.state())));
    } catch (Throwable unwritable) {
      return Future.failedFuture(unwritable);
    }
  }

  /**
   * As it would be kept.
   *
   * @throws IllegalStateException if it would be another one when it is read
   */
  Data written(S state) {
    Data json = Data.of(Data.Form.JSON, EventJson.encode(state).toByteArray());
    if (!EventJson.decode(json, plan.state()).equals(state)) {
      throw new IllegalStateException(
          "the state of '%s' does not come back equal from JSON: mend %s, or do without snapshots"
              .formatted(decider, plan.state().getName()));
    }
    return json;
  }

  /** The snapshot does not agree with the log. */
  Future<Void> forget(String stream) {
    metrics.snapshot("refuted");
    return snapshots.delete(decider, stream).otherwiseEmpty();
  }
}
