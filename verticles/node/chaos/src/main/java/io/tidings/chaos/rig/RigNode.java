package io.tidings.chaos.rig;

import static org.awaitility.Awaitility.await;

import io.tidings.chaos.clock.SkewJar;
import io.tidings.chaos.inside.HeapHog;
import io.tidings.chaos.process.Http;
import io.tidings.chaos.process.NodeProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A node in all its incarnations: whatever happens to the process, its address stays the same, and
 * so does its way to the database. It keeps nothing but what is in the database. Methods may be
 * called from any thread.
 */
public final class RigNode implements AutoCloseable {

  private static final Duration A_LOOK = Duration.ofSeconds(2);

  private final int number;
  private final RigOptions options;
  private final Place place;
  private final DatabaseLink link;
  private final String databaseUri;
  private final URI uri;
  private int incarnation;
  private volatile NodeProcess process;

  RigNode(int number, RigOptions options, Place place, DatabaseLink link, String databaseUri) {
    this.number = number;
    this.options = options;
    this.place = place;
    this.link = link;
    this.databaseUri = databaseUri;
    uri = URI.create("http://%s:%d".formatted(place.host(), place.httpPort()));
  }

  /** From 1. */
  public int number() {
    return number;
  }

  /** Of its HTTP interface, whether it lives or not. */
  public URI uri() {
    return uri;
  }

  /** Its way to the database. */
  public DatabaseLink link() {
    return link;
  }

  /** Its address as other nodes see it. */
  public String host() {
    return place.host();
  }

  /** Starts it, unless it runs; does not wait for it. */
  public void start() {
    start(List.of());
  }

  /** As {@link #start()}, with further options for this incarnation's JVM; later ones win. */
  public synchronized void start(List<String> jvmOptions) {
    start(List.of(), jvmOptions);
  }

  /** As {@link #start()}, by a command that gets the node's as its arguments. */
  public synchronized void start(List<String> prefix, List<String> jvmOptions) {
    if (isAlive()) {
      return;
    }
    incarnation++;
    List<String> command = new ArrayList<>(place.prefix());
    command.addAll(prefix);
    command.addAll(java(jvmOptions));
    process = new NodeProcess(logs(), command);
  }

  private List<String> java(List<String> jvmOptions) {
    List<String> java = new ArrayList<>();
    java.add("-Xmx" + options.heapMegabytes() + "m");
    java.add("-Dtidings.chaos.node=" + number);
    java.add("-Dtidings.chaos.postgres=" + databaseUri);
    java.add("-D" + HeapHog.FILE + "=" + heap());
    java.add(SkewJar.option(options.directory().resolve(Rig.CLOCK_AGENT), clock()));
    java.addAll(options.jvmOptions());
    java.addAll(jvmOptions);
    java.addAll(List.of("-cp", options.nodeClassPath(), "io.tidings.launcher.Main"));
    Stream<String> verticles =
        Stream.concat(Stream.of(HeapHog.class.getName()), options.verticles().stream());
    java.addAll(List.of("--deploy", verticles.collect(Collectors.joining(","))));
    java.addAll(
        List.of("--port", Integer.toString(place.httpPort()), "--gateway.host", place.host()));
    java.addAll(List.of("--postgres.uri", databaseUri, "--cluster.heartbeat-timeout", "5s"));
    java.addAll(place.settings());
    java.addAll(options.settings());
    return NodeProcess.javaOfNode(java.toArray(String[]::new));
  }

  /** How far its time of day is from what it should be, in all its incarnations. */
  public void skewClock(Duration error) throws IOException {
    SkewJar.set(clock(), error.toMillis());
  }

  private Path clock() {
    return options.directory().resolve("clock-" + number);
  }

  /** Takes nine tenths of its heap from it, or gives them back; after a restart as well. */
  public void fillHeap(boolean full) throws IOException {
    if (full) {
      Files.writeString(heap(), "");
    } else {
      Files.deleteIfExists(heap());
    }
  }

  private Path heap() {
    return options.directory().resolve("heap-" + number);
  }

  /** Of the present incarnation: {@code output} and {@code errors}. */
  public synchronized Path logs() {
    try {
      return Files.createDirectories(
          options.directory().resolve("node-%d".formatted(number)).resolve("" + incarnation));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How often it was started. */
  public synchronized int incarnation() {
    return incarnation;
  }

  /** Whether there is a process, frozen or not. */
  public boolean isAlive() {
    NodeProcess now = process;
    return now != null && ProcessHandle.of(now.pid()).map(ProcessHandle::isAlive).orElse(false);
  }

  public long pid() {
    return process.pid();
  }

  /** Whether it says that it can take events, within two seconds. */
  public boolean isReady() {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(uri.resolve("/health/ready")).timeout(A_LOOK).build();
      return Http.CLIENT.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException noAnswer) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Returns when it is ready.
   *
   * @throws org.awaitility.core.ConditionTimeoutException if it is not in time
   */
  public void awaitReady(Duration limit) {
    await("node " + number + " ready")
        .atMost(limit)
        .pollInterval(Duration.ofMillis(100))
        .until(this::isReady);
  }

  /** SIGKILL; nothing if there is no process. */
  public void kill() {
    if (isAlive()) {
      process.kill();
    }
  }

  /** SIGTERM, and waits for the end: the exit status. */
  public int terminate() {
    return process.terminate();
  }

  /** SIGSTOP: it does nothing more, and all its connections stay. */
  public void freeze() {
    signal("STOP");
  }

  /** SIGCONT; nothing if it is not frozen. */
  public void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      if (isAlive()) {
        process.signal(name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Kills it, if it lives, and closes its way to the database. */
  @Override
  public void close() {
    kill();
    link.close();
  }

  @Override
  public String toString() {
    return "node " + number;
  }
}
