package io.tidings.log.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a server says about itself in {@code postmaster.pid}; read while it is being written. */
record PostmasterPid(long pid, int port, String status) {

  private static final int PID = 0;
  private static final int PORT = 3;
  private static final int STATUS = 7;

  /** Above every pid that Linux (2^22) and macOS (99999) hand out. */
  private static final String PID_OF_NOBODY = "2147483646";

  static Optional<PostmasterPid> read(Path data) throws IOException {
    List<String> lines = lines(data);
    // a single-user server writes its pid negative
    return number(lines, PID)
        .map(
            pid ->
                new PostmasterPid(
                    Math.abs(pid), number(lines, PORT).orElse(0L).intValue(), line(lines, STATUS)));
  }

  boolean isReady() {
    return status.equals("ready");
  }

  /**
   * Replaces a pid that now belongs to an unrelated process, which would keep PostgreSQL from
   * starting for ever. The other lines stay: through them PostgreSQL still notices a backend that
   * outlived its server.
   */
  static void disown(Path data) throws IOException {
    List<String> lines = new ArrayList<>(lines(data));
    lines.set(PID, PID_OF_NOBODY);
    Files.write(file(data), lines);
  }

  private static Path file(Path data) {
    return data.resolve("postmaster.pid");
  }

  private static List<String> lines(Path data) throws IOException {
    try {
      return Files.readAllLines(file(data));
    } catch (NoSuchFileException notRunning) {
      return List.of();
    }
  }

  private static Optional<Long> number(List<String> lines, int index) {
    try {
      return Optional.of(Long.parseLong(line(lines, index)));
    } catch (NumberFormatException notYetWritten) {
      return Optional.empty();
    }
  }

  private static String line(List<String> lines, int index) {
    return index < lines.size() ? lines.get(index).strip() : "";
  }
}
