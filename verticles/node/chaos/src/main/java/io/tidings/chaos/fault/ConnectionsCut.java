package io.tidings.chaos.fault;

import io.tidings.chaos.rig.Rig;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** All sessions of the server are ended, again and again. */
final class ConnectionsCut implements Fault {

  private static final Duration PAUSE = Duration.ofMillis(1_500);

  private Repeated cutting;

  @Override
  public String name() {
    return "connections-cut";
  }

  @Override
  public Target target() {
    return Target.DATABASE;
  }

  @Override
  public String strike(Rig rig, RandomGenerator random) {
    cutting = new Repeated(name(), PAUSE, rig.database()::cutConnections).start();
    return "pg_terminate_backend of all sessions, every 1.5 s";
  }

  @Override
  public void heal(Rig rig) throws InterruptedException {
    if (cutting != null) {
      cutting.end();
    }
  }
}
