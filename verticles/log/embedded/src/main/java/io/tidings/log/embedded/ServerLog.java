package io.tidings.log.embedded;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * What the server writes: {@code postgres.log} of this run, {@code postgres.log.1} to {@code .3} of
 * the runs before. Not readable for other users, since a failed statement is quoted in it.
 */
record ServerLog(Path file) {

  private static final int KEPT = 3;
  private static final int TAIL_BYTES = 4096;
  private static final int TAIL_LINES = 15;

  static ServerLog in(Path directory) {
    return new ServerLog(directory.resolve("postgres.log"));
  }

  void rotate() throws IOException {
    for (int age = KEPT; age > 0; age--) {
      Path newer = age == 1 ? file : numbered(age - 1);
      if (Files.exists(newer)) {
        Files.move(newer, numbered(age), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Directories.createPrivate(file);
  }

  long size() throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  /** The last lines, for an error message. */
  String tail() {
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      log.seek(Math.max(0, log.length() - TAIL_BYTES));
      byte[] bytes = new byte[TAIL_BYTES];
      int read = Math.max(0, log.read(bytes));
      List<String> lines = new String(bytes, 0, read, StandardCharsets.UTF_8).lines().toList();
      List<String> last = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
      return "Last lines of %s:%n%s".formatted(file, String.join(System.lineSeparator(), last));
    } catch (IOException failure) {
      return "No log at " + file + ": " + failure.getMessage();
    }
  }

  private Path numbered(int age) {
    return file.resolveSibling(file.getFileName() + "." + age);
  }
}
