package io.tidings.persistence;

import io.tidings.log.AppendsElsewhere;
import io.vertx.core.Future;

/** Appends elsewhere, as the test says. */
final class Hints implements AppendsElsewhere {

  private Runnable hint = () -> {};

  @Override
  public Future<Void> onAppend(Runnable hint) {
    this.hint = hint;
    return Future.succeededFuture();
  }

  void hint() {
    hint.run();
  }
}
