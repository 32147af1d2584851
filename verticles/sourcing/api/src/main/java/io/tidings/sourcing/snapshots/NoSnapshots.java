package io.tidings.sourcing.snapshots;

import io.vertx.core.Future;
import java.util.Optional;

/** No place to keep any. */
enum NoSnapshots implements Snapshots {
  INSTANCE;

  @Override
  public Future<Optional<Snapshot>> load(String decider, String stream) {
    return Future.succeededFuture(Optional.empty());
  }

  @Override
  public Future<Void> save(Snapshot snapshot) {
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> delete(String decider, String stream) {
    return Future.succeededFuture();
  }
}
