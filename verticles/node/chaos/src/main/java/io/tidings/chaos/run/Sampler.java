package io.tidings.chaos.run;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.tidings.chaos.load.Connections;
import io.tidings.chaos.rig.RigNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Looks at nodes and database every ten seconds, and keeps what it sees in a file as well. */
final class Sampler implements AutoCloseable {

  private static final int EVERY_SECONDS = 10;
  private static final String SIZE =
      "select coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint from pg_class c"
          + " join pg_namespace n on n.oid = c.relnamespace"
          + " where n.nspname = 'tidings' and c.relkind = 'r' and c.relname %s 'event'";

  private final List<RigNode> nodes;
  private final Connections database;
  private final Path file;
  private final long begin = System.nanoTime();
  private final List<Sample> samples = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread made = new Thread(work, "sampler");
            made.setDaemon(true);
            return made;
          });

  Sampler(List<RigNode> nodes, Connections database, Path file) {
    this.nodes = nodes;
    this.database = database;
    this.file = file;
    append(Sample.header(nodes.size()));
    thread.scheduleWithFixedDelay(this::sample, EVERY_SECONDS, EVERY_SECONDS, SECONDS);
  }

  List<Sample> samples() {
    return List.copyOf(samples);
  }

  private void sample() {
    Sample sample =
        new Sample(
            SECONDS.convert(System.nanoTime() - begin, java.util.concurrent.TimeUnit.NANOSECONDS),
            nodes.stream().map(ProcessFigures::of).toList(),
            number("select count(*) from pg_stat_activity where backend_type = 'client backend'"),
            number("select position from tidings.head"),
            number(SIZE.formatted("=")),
            number(SIZE.formatted("<>")),
            number(
                "select sum(n_dead_tup)::bigint from pg_stat_user_tables"
                    + " where schemaname = 'tidings'"));
    samples.add(sample);
    append(sample.line());
  }

  private long number(String sql) {
    try {
      return database.number(sql);
    } catch (SQLException away) {
      return -1;
    }
  }

  private void append(String line) {
    try {
      Files.writeString(
          file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
