package io.tidings.log.embedded;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of the machine and of the unpacked binaries, run without a shell. */
final class Command {

  private Command() {}

  /** What a program said on both its outputs, and how it ended. */
  record Result(int exit, String output) {
    boolean succeeded() {
      return exit == 0;
    }
  }

  /** Runs to the end, killing the program after {@code limit}; {@code input} goes to its stdin. */
  static Result run(List<String> command, Duration limit, String input)
      throws IOException, InterruptedException {
    Process process = builder(command).redirectErrorStream(true).start();
    CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS)
        .execute(process::destroyForcibly);
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException endedEarly) {
      // its exit code and output tell more
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output.strip());
  }

  /** Whether the program ends well within five seconds; false as well if there is no such one. */
  static boolean works(List<String> command) throws InterruptedException {
    try {
      return run(command, Duration.ofSeconds(5), "").succeeded();
    } catch (IOException noSuchProgram) {
      return false;
    }
  }

  /** Not started yet; works in {@code /}, because another user may not enter our directory. */
  static ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(new File("/"));
    // PGPORT, PGOPTIONS and the like are meant for somebody else's server
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    return builder;
  }

  static List<String> concat(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream())
        .collect(ArrayList::new, List::add, List::addAll);
  }
}
