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
    return snapshots
        .load(decider, stream)
        .map(found -> found.flatMap(this::read))
        .recover(
            failure -> {
              metrics.snapshot("failed");
              LOG.warn("No snapshot of stream {}: {}", stream, failure.getMessage());
              return Future.succeededFuture(Optional.empty());
            });
  }

  private Optional<Loaded<S>> read(Snapshot found) {
    if (!found.shape().equals(shape)) {
      metrics.snapshot("outdated");
      return Optional.empty();
    }
    S state = EventJson.decode(found.state(), plan.state());
    metrics.snapshot("loaded");
    return Optional.of(new Loaded<>(state, found.version(), found.position(), found.epoch()));
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
      Data json = Data.of(Data.Form.JSON, EventJson.encode(to.state()).toByteArray());
      if (!EventJson.decode(json, plan.state()).equals(to.state())) {
        throw new IllegalStateException(
            "its state does not come back equal from JSON: mend "
                + plan.state().getName()
                + ", or do without snapshots");
      }
      return snapshots.save(
          new Snapshot(decider, stream, shape, to.version(), to.position(), to.epoch(), json));
    } catch (Throwable unwritable) {
      return Future.failedFuture(unwritable);
    }
  }

  /** The snapshot does not agree with the log. */
  Future<Void> forget(String stream) {
    metrics.snapshot("refuted");
    return snapshots.delete(decider, stream).otherwiseEmpty();
  }
}
