package io.tidings.chaos.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.tidings.chaos.rig.RigNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a node's process takes, as the operating system and the JDK's own tool say. */
final class ProcessFigures {

  private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
  private static final Pattern GENERATION =
      Pattern.compile("generation +total \\d+K, used (\\d+)K");
  private static final int PATIENCE_SECONDS = 5;

  private ProcessFigures() {}

  static Sample.OfNode of(RigNode node) {
    if (!node.isAlive()) {
      return new Sample.OfNode(-1, -1, -1);
    }
    long pid = node.pid();
    return new Sample.OfNode(
        heap(pid), count(pid, "task"), count(pid, "fd"));
  }

  private static long count(long pid, String directory) {
    try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), directory))) {
      return files.count();
    } catch (IOException elsewhere) {
      return -1;
    }
  }

  /** What is in use right after everything else was collected. */
  private static long heap(long pid) {
    jcmd(pid, "GC.run");
    Matcher used = GENERATION.matcher(jcmd(pid, "GC.heap_info"));
    long kilobytes = 0;
    while (used.find()) {
      kilobytes += Long.parseLong(used.group(1));
    }
    return kilobytes == 0 ? -1 : kilobytes * 1024;
  }

  /** What it says, which is short; empty if it fails, or the process is frozen. */
  private static String jcmd(long pid, String command) {
    if (!Files.isExecutable(JCMD)) {
      return "";
    }
    try {
      Process jcmd =
          new ProcessBuilder(JCMD.toString(), Long.toString(pid), command)
              .redirectErrorStream(true)
              .start();
      if (!jcmd.waitFor(PATIENCE_SECONDS, SECONDS)) {
        jcmd.destroyForcibly();
        return "";
      }
      return new String(jcmd.getInputStream().readAllBytes(), UTF_8);
    } catch (IOException failed) {
      return "";
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
