package io.tidings.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A node as its users run it, by {@code scripts/run}, in a cluster of its own. */
final class NodeProcess implements AutoCloseable {

  private static final String READY = "Tidings node ready: http://127.0.0.1:";
  private static final int PATIENCE_SECONDS = 30;

  private final Process process;
  private final Thread end;
  private final int port;
  private final double secondsToReady;

  private NodeProcess(Process process, Thread end, int port, double secondsToReady) {
    this.process = process;
    this.end = end;
    this.port = port;
    this.secondsToReady = secondsToReady;
  }

  /** Returns when the node says that it is ready. */
  static NodeProcess start(Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Results.home().resolve("../../scripts/run").normalize().toString());
    command.addAll(List.of("--port", "0", "--cluster.name", "bench-" + UUID.randomUUID()));
    command.addAll(List.of("--cluster.port", Integer.toString(Ports.free())));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment);
    long start = System.nanoTime();
    Process process = builder.start();
    Thread end = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(end);
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(READY)) {
        double seconds = (System.nanoTime() - start) / 1e9;
        int port = Integer.parseInt(line.substring(READY.length()));
        return new NodeProcess(process, end, port, seconds);
      }
    }
    throw new IOException("the node ended before it was ready: " + String.join(" ", command));
  }

  int port() {
    return port;
  }

  /** Of the node's JVM: {@code scripts/run} becomes it. */
  ProcessHandle handle() {
    return process.toHandle();
  }

  double secondsToReady() {
    return secondsToReady;
  }

  /** Of the JVM and of what runs below it; shared pages count in part. NaN where nobody says. */
  double residentMegabytes() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .mapToDouble(NodeProcess::residentMegabytes)
        .sum();
  }

  private static double residentMegabytes(ProcessHandle process) {
    try (Stream<String> lines =
        Files.lines(Path.of("/proc", Long.toString(process.pid()), "smaps_rollup"))) {
      return lines
          .filter(line -> line.startsWith("Pss:"))
          .mapToDouble(line -> Double.parseDouble(line.split("\\s+")[1]) / 1024)
          .sum();
    } catch (IOException unreadable) {
      return Double.NaN;
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      Runtime.getRuntime().removeShutdownHook(end);
    } catch (InterruptedException hurry) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
