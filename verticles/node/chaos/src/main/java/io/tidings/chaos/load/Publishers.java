package io.tidings.chaos.load;

import io.tidings.chaos.inside.Here;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** Verticles that publish over the bus. */
final class Publishers extends InNodes {

  private final Path histories;

  Publishers(Site site, Path histories) {
    super(site);
    this.histories = histories;
  }

  @Override
  public String name() {
    return "bus";
  }

  @Override
  boolean worksBehind(long position) throws SQLException {
    return database()
            .number(
                "select count(*) from (select from tidings.event where type = 'chaos.bus'"
                    + " and position > %d limit 1) e".formatted(position))
        > 0;
  }

  /** What is under way then ends as soon as it is answered, or when its node is stopped. */
  @Override
  public void stop() throws InterruptedException {
    try {
      Files.writeString(Here.stop(histories), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.sleep(Settling.ANSWER_MILLIS);
  }
}
