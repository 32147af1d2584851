package io.tidings.chaos.rig;

import io.tidings.chaos.clock.SkewJar;
import io.tidings.chaos.process.ChildProcess;
import io.tidings.chaos.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The nodes, the server and the network between them that a run is about. Gone when it is closed or
 * this JVM ends; what it wrote stays in its directory, the database's files apart.
 */
public final class Rig implements AutoCloseable {

  /** In the directory of the run. */
  static final String CLOCK_AGENT = "clock.jar";

  private static final Logger LOG = LoggerFactory.getLogger(Rig.class);

  private final RigOptions options;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Thread atExit = new Thread(this::closeAll, "rig-close");
  private final List<RigNode> nodes = new ArrayList<>();
  private int strangers;
  private final Network network;
  private final Database database;

  private Rig(RigOptions options) throws Exception {
    this.options = options;
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      Files.createDirectories(options.directory());
      SkewJar.write(options.directory().resolve(CLOCK_AGENT));
      String cluster = "chaos-" + UUID.randomUUID();
      network = keep(network(options, cluster));
      database = keep(Database.make(options));
      for (int number = 1; number <= options.nodes(); number++) {
        Place place = network.place(number);
        DatabaseLink link = new DatabaseLink(place.gateway(), database.address());
        database.reachedBy(link);
        nodes.add(keep(new RigNode(number, options, place, link, database.uri(link.address()))));
      }
    } catch (Exception impossible) {
      close();
      throw impossible;
    }
  }

  private static Network network(RigOptions options, String cluster) throws IOException {
    return options.isolation().isThere()
        ? new Namespaces(options.nodes(), cluster)
        : new Loopback(options.nodes(), cluster, options.isolation().lack().orElseThrow());
  }

  private <T extends AutoCloseable> T keep(T resource) {
    open.push(resource);
    return resource;
  }

  /**
   * Makes the network, starts the server and all nodes; returns without waiting for the nodes.
   *
   * @throws Exception if this machine cannot; then nothing is left
   */
  public static Rig start(RigOptions options) throws Exception {
    Rig rig = new Rig(options);
    rig.nodes.forEach(RigNode::start);
    return rig;
  }

  /** In order of their numbers. */
  public List<RigNode> nodes() {
    return List.copyOf(nodes);
  }

  public RigNode node(int number) {
    return nodes.get(number - 1);
  }

  public Database database() {
    return database;
  }

  public Network network() {
    return network;
  }

  public RigOptions options() {
    return options;
  }

  /** Of the run. */
  public Path directory() {
    return options.directory();
  }

  /** Returns when every node is ready; each may take so long. */
  public void awaitReady(Duration limit) {
    nodes.forEach(node -> node.awaitReady(limit));
  }

  /**
   * Runs one of the harness's own programs where a further member of the cluster would be, with an
   * argument and the settings of the cluster. It ends with the rig, or by its {@code close}.
   */
  public synchronized Program stranger(Class<?> main, String argument) {
    Place place = network.place(options.nodes() + 1);
    strangers++;
    try {
      Path logs = Files.createDirectories(options.directory().resolve("stranger-" + strangers));
      List<String> command = new ArrayList<>(place.prefix());
      command.addAll(ChildProcess.java("-cp", options.nodeClassPath(), main.getName(), argument));
      command.addAll(place.settings());
      return keep(new Program(logs, command));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts every node that has ended. */
  public void revive() {
    nodes.forEach(RigNode::start);
  }

  @Override
  public void close() {
    closeAll();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException ending) {
      // It was the hook, or it will find nothing to do.
    }
  }

  private synchronized void closeAll() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        LOG.warn("Something is left of the rig", e);
      }
    }
  }
}
