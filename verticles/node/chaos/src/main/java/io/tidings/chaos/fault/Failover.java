package io.tidings.chaos.fault;

import io.tidings.chaos.rig.Rig;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The server dies and a synchronous standby takes its place, and another one the next time. */
final class Failover implements Fault {

  @Override
  public String name() {
    return "failover";
  }

  @Override
  public Target target() {
    return Target.DATABASE;
  }

  @Override
  public Optional<String> impossible(Rig rig) {
    return rig.database().alone();
  }

  @Override
  public String strike(Rig rig, RandomGenerator random) throws IOException, SQLException {
    rig.database().failover();
    return "kill -9 of PostgreSQL, and its standby promoted";
  }

  @Override
  public void heal(Rig rig) {}
}
