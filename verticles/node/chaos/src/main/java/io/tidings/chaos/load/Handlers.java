package io.tidings.chaos.load;

import io.tidings.chaos.inside.HandlingVerticle;
import java.sql.SQLException;
import java.time.Duration;

/** Consumers within the nodes. */
final class Handlers extends InNodes {

  private static final Duration TO_THE_END = Duration.ofSeconds(120);

  Handlers(Site site) {
    super(site);
  }

  @Override
  public String name() {
    return "handlers";
  }

  @Override
  public boolean reads() {
    return true;
  }

  @Override
  boolean worksBehind(long position) throws SQLException {
    for (String consumer : HandlingVerticle.ALL) {
      if (!Settling.hasPassed(database(), consumer, position)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void stop() throws InterruptedException {
    long head = Settling.head(database());
    Settling.await(TO_THE_END, () -> worksBehind(head));
  }
}
