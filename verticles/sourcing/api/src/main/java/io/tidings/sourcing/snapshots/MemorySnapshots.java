package io.tidings.sourcing.snapshots;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Snapshots that live as long as this object. */
public final class MemorySnapshots implements Snapshots {

  private final Map<List<String>, Snapshot> kept = new ConcurrentHashMap<>();

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
