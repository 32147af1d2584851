package io.tidings.examples.orders.story;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A JVM that writes to a file which others write to as well; closed, it is gone. */
final class Jvm implements AutoCloseable {

  /** Begins what the launcher says of itself, which is no part of the story. */
  private static final String LAUNCHER = "Tidings node ";

  private static final String READY = LAUNCHER + "ready";

  private final Process process;
  private final Path errors;

  private Jvm(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
  }

  static Jvm start(Path output, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Quick to start, where five of them share what CPU there is.
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    // Killed, it leaves no directory behind.
    command.add("-Dvertx.disableFileCPResolving=true");
    command.addAll(arguments);
    Path errors = Files.createTempFile(output.getParent(), "errors", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .redirectError(errors.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("TIDINGS_"));
    // Containers seldom have another locale; the story needs none.
    builder.environment().put("LC_ALL", "C");
    return new Jvm(builder.start(), errors);
  }

  /** Waits until so many nodes that write to the file have said that they are ready. */
  static void awaitReady(Path output, int nodes, List<Jvm> all) {
    await()
        .atMost(120, SECONDS)
        .until(
            () ->
                lines(output).filter(line -> line.startsWith(READY)).count() >= nodes
                    || all.stream().anyMatch(Jvm::hasEnded));
    all.forEach(Jvm::requireRunning);
  }

  /** What was told, without the lines that say that a node is ready. */
  static List<String> story(Path output) throws IOException {
    return lines(output).filter(line -> !line.startsWith(LAUNCHER)).toList();
  }

  private static Stream<String> lines(Path output) throws IOException {
    String text = Files.readString(output);
    // A reader may see the first part of a line that is being written.
    return text.substring(0, text.lastIndexOf('\n') + 1).lines();
  }

  private boolean hasEnded() {
    return !process.isAlive();
  }

  private void requireRunning() {
    if (hasEnded()) {
      throw new AssertionError("a node has ended: " + errors());
    }
  }

  /** Waits until its output has a line that begins so; answers the rest of that line. */
  static String awaitLine(Path output, String words) {
    await().atMost(120, SECONDS).until(() -> lines(output).anyMatch(one -> one.startsWith(words)));
    try {
      return lines(output)
          .filter(one -> one.startsWith(words))
          .map(one -> one.substring(words.length()))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    end();
  }

  /** Sends SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** The exit status. */
  int end() throws InterruptedException {
    if (!process.waitFor(60, SECONDS)) {
      throw new AssertionError("still running: " + errors());
    }
    return process.exitValue();
  }

  String errors() {
    try {
      return Files.readString(errors);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
