package io.tidings.chaos.fault;

import io.tidings.chaos.rig.Rig;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** No space on the server's disk, whatever it gives back. It is started again if that ended it. */
final class DiskFull implements Fault {

  private static final Duration PAUSE = Duration.ofMillis(200);

  private Repeated filling;

  @Override
  public String name() {
    return "disk-full";
  }

  @Override
  public Target target() {
    return Target.DATABASE;
  }

  @Override
  public Span span() {
    return Span.seconds(10, 20);
  }

  @Override
  public Optional<String> impossible(Rig rig) {
    return rig.database().boundless();
  }

  @Override
  public String strike(Rig rig, RandomGenerator random) {
    filling = new Repeated(name(), PAUSE, rig.database()::fillDisk).start();
    return "no space left for PostgreSQL";
  }

  @Override
  public void heal(Rig rig) throws InterruptedException {
    if (filling != null) {
      filling.end();
    }
    rig.database().relieveDisk();
    rig.database().start();
  }
}
