package io.tidings.chaos.fault;

import io.tidings.chaos.rig.Rig;
import java.sql.SQLException;
import java.util.random.RandomGenerator;

/** Every transaction that records events takes longer to commit, some more and some less. */
final class SlowCommits implements Fault {

  private static final String REMOVE = "drop schema if exists chaos cascade";

  private static final String ADD =
      REMOVE
          + """
          ;
          create schema chaos;
          create function chaos.dawdle() returns trigger language plpgsql as $$
          begin
            if current_setting('chaos.slept', true) is distinct from pg_current_xact_id()::text then
              perform set_config('chaos.slept', pg_current_xact_id()::text, true);
              perform pg_sleep(random() * %s);
            end if;
            return null;
          end
          $$;
          create constraint trigger chaos_dawdle after insert on tidings.event
            deferrable initially deferred for each row execute function chaos.dawdle();
          """;

  @Override
  public String name() {
    return "slow-commits";
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
  public String strike(Rig rig, RandomGenerator random) throws SQLException {
    int millis = random.nextInt(100, 1_000);
    rig.database().execute(ADD.formatted(millis / 1000.0));
    return "every commit of events takes up to %d ms longer".formatted(millis);
  }

  @Override
  public void heal(Rig rig) throws SQLException {
    rig.database().execute(REMOVE);
  }
}
