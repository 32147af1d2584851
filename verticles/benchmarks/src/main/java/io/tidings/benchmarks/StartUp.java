package io.tidings.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** How soon a clustered node is ready, and how much memory it takes while it has nothing to do. */
final class StartUp implements Benchmark {

  private static final double MEMORY_SECONDS = 4;
  private static final double EMBEDDED_SECONDS = 6;
  private static final double IDLE_MEGABYTES = 300;
  private static final long IDLE_SECONDS = 15;

  @Override
  public String name() {
    return "start-up";
  }

  @Override
  public String help() {
    return "from the start of a node's process until it is ready; its memory when idle";
  }

  @Override
  public List<Row> run(Bench bench) throws Exception {
    List<Double> memory = new ArrayList<>();
    List<Double> embedded = new ArrayList<>();
    List<Double> resident = new ArrayList<>();
    Path data = Files.createTempDirectory("tidings-bench-");
    try {
      // As root the server runs as somebody else, who must be able to pass.
      Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx--x--x"));
      bench.say("a first start makes the data directory");
      embedded(data).close();
      for (int round = 1; round <= bench.rounds(); round++) {
        try (NodeProcess node = NodeProcess.start(Map.of(), "--log", "memory")) {
          memory.add(node.secondsToReady());
        }
        try (NodeProcess node = embedded(data)) {
          embedded.add(node.secondsToReady());
          if (round == 1 || !bench.quick()) {
            TimeUnit.SECONDS.sleep(IDLE_SECONDS);
            resident.add(node.residentMegabytes());
          }
        }
        bench.say(
            "round %d: memory log %.2f s, embedded PostgreSQL %.2f s, idle %.0f MB",
            round, memory.get(round - 1), embedded.get(round - 1), resident.get(0));
      }
    } finally {
      delete(data);
    }
    return List.of(
        Row.below(name() + ", memory log", "s", Median.of(memory), MEMORY_SECONDS),
        Row.below(name() + ", embedded", "s", Median.of(embedded), EMBEDDED_SECONDS),
        Row.below("idle, JVM and server", "MB", Median.of(resident), IDLE_MEGABYTES));
  }

  private static NodeProcess embedded(Path data) throws IOException {
    return NodeProcess.start(Map.of(), "--data", data.toString());
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
