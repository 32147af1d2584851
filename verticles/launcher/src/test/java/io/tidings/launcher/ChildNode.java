package io.tidings.launcher;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A node in a JVM of its own; closed, it is gone. */
final class ChildNode implements AutoCloseable {

  private final Process process;
  private final Path output;
  private final Path errors;

  private ChildNode(Process process, Path output, Path errors) {
    this.process = process;
    this.output = output;
    this.errors = errors;
  }

  static ChildNode start(Path directory, Map<String, String> environment, String... arguments)
      throws IOException {
    Path output = directory.resolve("output");
    Path errors = directory.resolve("errors");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dvertx.disableFileCPResolving=true",
                "-cp",
                System.getProperty("java.class.path"),
                "io.tidings.launcher.Main"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("TIDINGS_"));
    builder.environment().putAll(environment);
    return new ChildNode(builder.start(), output, errors);
  }

  /** The exit status. */
  int end() throws InterruptedException {
    if (!process.waitFor(30, SECONDS)) {
      throw new AssertionError("still running; its errors: " + errors());
    }
    return process.exitValue();
  }

  /** Sends SIGTERM. */
  ChildNode terminate() {
    process.toHandle().destroy();
    return this;
  }

  /** The line that says so. */
  String ready() {
    await()
        .atMost(30, SECONDS)
        .until(() -> output().contains("Tidings node ready") || !process.isAlive());
    return output()
        .lines()
        .filter(line -> line.startsWith("Tidings node ready"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("not ready: " + errors()));
  }

  String output() {
    return read(output);
  }

  String errors() {
    return read(errors);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
