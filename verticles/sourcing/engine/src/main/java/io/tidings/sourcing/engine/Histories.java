package io.tidings.sourcing.engine;

import io.tidings.log.EventLog;
import io.tidings.model.Page;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The states of one decider's streams: as kept on this node, or by a snapshot and what came behind
 * it, or by all events. For one thread: the event loop of the runner.
 */
final class Histories<E, S> {

  private static final Logger LOG = LoggerFactory.getLogger(Histories.class);

  private final String decider;
  private final Loaded<S> nothing;
  private final StreamReader<E, S> reader;
  private final Keeper<S> keeper;
  private final CommandMetrics metrics;
  private final States<S> states;
  private LongSupplier epoch = () -> 0;

  Histories(
      EventLog log, Definition<?, E, S> definition, Keeper<S> keeper, CommandMetrics metrics) {
    this.decider = definition.name();
    this.nothing = Loaded.nothing(definition.decider().initial());
    this.reader = new StreamReader<>(log, definition.events(), definition.decider(), this::watch);
    this.keeper = keeper;
    this.metrics = metrics;
    this.states = new States<>(definition.limits().states());
  }

  /**
   * Has states dropped that may be of a lost history.
   *
   * @param heard the epoch that this node has heard of; 0 as long as it has of none
   */
  void heed(LongSupplier heard) {
    epoch = heard;
  }

  private void watch(Page page, int fresh) {
    metrics.replayed(fresh);
    states.epoch(page.head().epoch());
  }

  Future<Loaded<S>> load(String stream) {
    states.epoch(epoch.getAsLong());
    Loaded<S> kept = states.get(stream);
    return kept != null
        ? Future.succeededFuture(kept)
        : read(stream)
            .compose(found -> states.isOver(found) ? read(stream) : Future.succeededFuture(found));
  }

  private Future<Loaded<S>> read(String stream) {
    return keeper.load(stream).compose(snapshot -> bySnapshot(stream, snapshot.orElse(nothing)));
  }

  /** All of the stream, if the log refutes the snapshot. */
  private Future<Loaded<S>> bySnapshot(String stream, Loaded<S> snapshot) {
    return reader
        .readOn(stream, snapshot)
        .compose(
            found -> {
              if (found.isPresent()) {
                keep(stream, snapshot.version(), found.get());
                return Future.succeededFuture(found.get());
              }
              return keeper
                  .forget(stream)
                  .compose(forgotten -> reader.read(stream))
                  .onSuccess(all -> keep(stream, 0, all));
            });
  }

  /** Compares the state by the snapshot with that by all events; see {@link Verified}. */
  Future<Verified> verify(String stream) {
    return keeper
        .find(stream)
        .compose(
            found -> {
              Loaded<S> snapshot = found.orElse(nothing);
              return reader
                  .readOn(stream, snapshot)
                  .compose(shorter -> compare(stream, snapshot, shorter));
            });
  }

  private Future<Verified> compare(
      String stream, Loaded<S> snapshot, Optional<Loaded<S>> bySnapshot) {
    if (bySnapshot.isEmpty()) {
      return refuted(stream, new Verified(snapshot.version(), 0, false));
    }
    Loaded<S> shorter = bySnapshot.get();
    return reader
        .read(stream, shorter.version())
        .compose(
            full -> {
              if (full.heard() != shorter.heard()) {
                return verify(stream);
              }
              keeper.written(full.state());
              return full.equals(shorter)
                  ? Future.succeededFuture(new Verified(snapshot.version(), full.version(), true))
                  : refuted(stream, new Verified(snapshot.version(), full.version(), false));
            });
  }

  private Future<Verified> refuted(String stream, Verified found) {
    LOG.error(
        "The decider {} has a snapshot of stream {} at version {} that differs from its events",
        decider,
        stream,
        found.snapshot());
    states.drop(stream);
    return keeper.forget(stream).map(found);
  }

  /** What the stream has beyond {@code from}; all of it if that is of a lost history. */
  Future<Void> catchUp(String stream, Loaded<S> from) {
    return reader
        .readOn(stream, from)
        .map(
            found -> {
              if (found.isPresent()) {
                keep(stream, from.version(), found.get());
              } else {
                states.clear();
              }
              return null;
            });
  }

  /**
   * An append has led to this, and has told of the epoch that the log is in. If that is a later one
   * than the state before was heard in, then what the state rests on may be lost.
   */
  void appended(String stream, long from, Loaded<S> loaded) {
    states.epoch(loaded.epoch());
    keep(stream, from, loaded);
  }

  private void keep(String stream, long from, Loaded<S> loaded) {
    states.epoch(loaded.heard());
    if (!states.isOver(loaded)) {
      states.put(stream, loaded);
      keeper.moved(stream, from, loaded);
    }
  }
}
