package io.tidings.chaos.process;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A process; closed, it is gone, and its children too. */
public abstract class ChildProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path logs;
  private final List<String> command;
  private final Process process;

  ChildProcess(Path logs, List<String> command) {
    this.logs = logs;
    this.command = List.copyOf(command);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(logs.resolve("output").toFile())
            .redirectError(logs.resolve("errors").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("TIDINGS_"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The command that runs Java, quick to start and small; killed, it leaves no directory behind.
   */
  public static List<String> java(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dvertx.disableFileCPResolving=true"));
    command.addAll(List.of(arguments));
    return command;
  }

  /** What follows these words on a line of the output, as soon as there is such a line. */
  public final String awaitLine(String words) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> output().contains(words) || !process.isAlive());
    return output()
        .lines()
        .filter(line -> line.startsWith(words))
        .map(line -> line.substring(words.length()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("it never said '" + words + "'\n" + report()));
  }

  public final long pid() {
    return process.pid();
  }

  /** Any other: {@code STOP}, {@code CONT}. */
  public final void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** SIGTERM; the exit status. */
  public final int terminate() {
    process.destroy();
    return exit();
  }

  /** SIGKILL to this process alone. */
  public final void kill() {
    process.toHandle().destroyForcibly();
    exit();
  }

  /** Waits for the end; the exit status. */
  public final int exit() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), SECONDS)) {
        throw new AssertionError("it does not end\n" + report());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The processes that it has started, and theirs. */
  public final List<ProcessHandle> children() {
    return process.descendants().toList();
  }

  /** Standard output. */
  public final String output() {
    return read("output");
  }

  /** Standard error, which has the log. */
  public final String errors() {
    return read("errors");
  }

  public final String report() {
    return "--- %s%n%s%s".formatted(String.join(" ", command), output(), errors());
  }

  private String read(String file) {
    try {
      return Files.readString(logs.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> family = children();
    process.destroyForcibly();
    exit();
    family.forEach(ProcessHandle::destroyForcibly);
    await().atMost(PATIENCE).until(() -> family.stream().noneMatch(ProcessHandle::isAlive));
  }
}
