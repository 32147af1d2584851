package io.tidings.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;

/** Where figures are kept. */
final class Results {

  private Results() {}

  /** The module's directory; {@code scripts/bench} names it. */
  static Path home() {
    return Path.of(System.getProperty("tidings.bench.home", "."));
  }

  static Path save(Machine machine, String table) throws IOException {
    Path directory = Files.createDirectories(home().resolve("results"));
    String name = machine.at().format(DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmm")) + ".txt";
    return Files.writeString(directory.resolve(name), machine.text() + table);
  }
}
