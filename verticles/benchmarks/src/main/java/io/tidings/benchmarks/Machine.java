package io.tidings.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/** Where and when the figures were measured. */
record Machine(
    LocalDateTime at,
    int cores,
    long memoryMegabytes,
    String kernel,
    String jdk,
    String revision,
    double load,
    boolean quick) {

  static Machine here(boolean quick) {
    return new Machine(
        LocalDateTime.now().truncatedTo(ChronoUnit.SECONDS),
        Runtime.getRuntime().availableProcessors(),
        memory(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
        described(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        quick);
  }

  String text() {
    return """
    date      %s%s
    machine   %d cores, %,d MB, %s, load %.1f before
    JDK       %s
    revision  %s

    Each value stands beside a baseline of the same run. Rounds alternate; medians; the ratio is the
    median of the ratios of neighbouring rounds.

    """
        .formatted(
            at, quick ? " (quick)" : "", cores, memoryMegabytes, kernel, load, jdk, revision);
  }

  private static long memory() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize() >> 20
        : 0;
  }

  /** With a plus sign if what runs is not what is committed. */
  private static String described() {
    String commit = git("rev-parse", "--short", "HEAD");
    return git("status", "--porcelain", "--untracked-files=no").isEmpty() ? commit : commit + "+";
  }

  private static String git(String... arguments) {
    String[] command = new String[arguments.length + 3];
    command[0] = "git";
    command[1] = "-C";
    command[2] = Results.home().toString();
    System.arraycopy(arguments, 0, command, 3, arguments.length);
    try {
      Path output = Files.createTempFile("tidings-bench-", ".txt");
      try {
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
        return Files.readString(output).strip();
      } finally {
        Files.delete(output);
      }
    } catch (IOException noGit) {
      return "unknown";
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }
}
