package io.tidings.chaos.fault;

import io.tidings.chaos.rig.Database;
import io.tidings.chaos.rig.Rig;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** The server ends in some way, and is started again when it heals. */
record DatabaseOutage(String name, Span span, String what, Consumer<Database> end)
    implements Fault {

  /** Fast shutdown and start. */
  static DatabaseOutage restart() {
    return new DatabaseOutage(
        "database-restart",
        Span.seconds(1, 5),
        "fast shutdown of PostgreSQL, then a start",
        Database::stop);
  }

  /** SIGKILL, and recovery from the write-ahead log. */
  static DatabaseOutage crash() {
    return new DatabaseOutage(
        "database-crash", Span.seconds(1, 5), "kill -9 of PostgreSQL", Database::crash);
  }

  /** Gone for half a minute. */
  static DatabaseOutage stop() {
    return new DatabaseOutage(
        "database-stop", Span.seconds(30, 32), "PostgreSQL stopped for 30 s", Database::stop);
  }

  @Override
  public Target target() {
    return Target.DATABASE;
  }

  @Override
  public String strike(Rig rig, RandomGenerator random) {
    end.accept(rig.database());
    return what;
  }

  @Override
  public void heal(Rig rig) {
    rig.database().start();
  }
}
