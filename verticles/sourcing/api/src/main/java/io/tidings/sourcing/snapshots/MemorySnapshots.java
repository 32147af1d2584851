package io.tidings.sourcing.snapshots;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Snapshots that live as long as this object. */
public final class MemorySnapshots implements Snapshots, Shareable {

  private static final String SHARED = "tidings.snapshots";

  private final Map<List<String>, Snapshot> kept = new ConcurrentHashMap<>();

  /** Those of this Vert.x, which live as long as it does: the same ones each time. */
  public static MemorySnapshots of(Vertx vertx) {
    return vertx
        .sharedData()
        .<String, MemorySnapshots>getLocalMap(SHARED)
        .computeIfAbsent(SHARED, first -> new MemorySnapshots());
  }

  @Override
  public Future<Optional<Snapshot>> load(String decider, String stream) {
    return Future.succeededFuture(Optional.ofNullable(kept.get(List.of(decider, stream))));
  }

  @Override
  public Future<Void> save(Snapshot snapshot) {
    kept.merge(
        List.of(snapshot.decider(), snapshot.stream()),
        snapshot,
        (there, now) -> now.replaces(there) ? now : there);
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> delete(String decider, String stream) {
    kept.remove(List.of(decider, stream));
    return Future.succeededFuture();
  }
}
