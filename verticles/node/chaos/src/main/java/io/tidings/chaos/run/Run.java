package io.tidings.chaos.run;

import static org.awaitility.Awaitility.await;

import io.tidings.chaos.fault.Repeated;
import io.tidings.chaos.history.Entry;
import io.tidings.chaos.history.HistoryFile;
import io.tidings.chaos.history.Recorder;
import io.tidings.chaos.inside.HandlingVerticle;
import io.tidings.chaos.load.Connections;
import io.tidings.chaos.load.Load;
import io.tidings.chaos.load.Loads;
import io.tidings.chaos.load.OpenEnds;
import io.tidings.chaos.load.Site;
import io.tidings.chaos.load.Tables;
import io.tidings.chaos.load.Throttle;
import io.tidings.chaos.rig.Rig;
import io.tidings.chaos.rig.RigNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run: work, faults, recovery, and all that is to be judged afterwards in the histories. */
final class Run implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Run.class);
  private static final Duration TO_BEGIN = Duration.ofSeconds(120);

  /** Longer than a lease, after which another node goes on with a segment. */
  private static final double SECONDS_BEHIND = 6;

  private final RunOptions options;
  private final HistoryFile history;
  private final Rig rig;
  private final Throttle throttle;
  private final Repeated throttling;
  private final List<Load> loads;

  Run(RunOptions options) throws Exception {
    this.options = options;
    Path histories = Workplace.histories(options);
    history = HistoryFile.open(histories.resolve("harness" + HistoryFile.SUFFIX));
    rig = Rig.start(Workplace.rig(options));
    throttle = new Throttle(database(), options.rate() * SECONDS_BEHIND);
    throttling = new Repeated("throttle", Duration.ofSeconds(1), throttle::look);
    Site site =
        new Site(rig.nodes().stream().map(RigNode::uri).toList(), database(), history, throttle);
    loads = Loads.of(site, options.rate(), histories, options.loads());
  }

  Rig rig() {
    return rig;
  }

  Recorder history() {
    return history;
  }

  Connections database() {
    return rig.database()::connect;
  }

  List<Load> loads() {
    return loads;
  }

  Throttle throttle() {
    return throttle;
  }

  /** Returns when every load has been at work. */
  void begin() throws Exception {
    rig.awaitReady(TO_BEGIN);
    await("the log's tables")
        .atMost(TO_BEGIN)
        .ignoreExceptions()
        .until(
            () -> {
              Tables.prepare(database());
              return true;
            });
    if (options.breakage().isPresent()) {
      try (Connection connection = rig.database().connect()) {
        options.breakage().get().apply(connection);
      }
    }
    declare();
    throttling.start();
    for (Load load : loads) {
      load.start();
    }
    List<String> missing = new Recovery(rig, loads).await();
    if (!missing.isEmpty()) {
      throw new IllegalStateException("it has not begun: " + String.join("; ", missing));
    }
    LOG.info("All loads are at work");
  }

  private void declare() {
    if (options.loads().contains("handlers")) {
      HandlingVerticle.ALL.forEach(this::declare);
    }
    if (options.loads().contains("pull")) {
      declare("pull");
    }
  }

  private void declare(String consumer) {
    boolean applies = HandlingVerticle.APPLYING.contains(consumer);
    history.write(new Entry.Declared(System.nanoTime(), consumer, 0, "", applies, List.of()));
  }

  /** Ends the loads, and writes down what the database shows. */
  void end() throws Exception {
    for (boolean reads : new boolean[] {false, true}) {
      for (Load load : loads) {
        if (load.reads() == reads) {
          LOG.info("Waiting for the end of {}", load.name());
          load.stop();
        }
      }
    }
    Tables.collect(database(), history);
    loads.forEach(Load::close);
    throttling.finish();
    rig.close();
    OpenEnds.close(Workplace.histories(options), history);
    history.close();
  }

  @Override
  public void close() {
    loads.forEach(Load::close);
    throttling.finish();
    rig.close();
    history.close();
  }
}
