package io.tidings.chaos.flood;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a node's process takes from the machine; Linux alone says so. */
public record Vitals(double residentMegabytes, int descriptors, int threads) {

  public static Vitals of(long pid) {
    Path process = Path.of("/proc", Long.toString(pid));
    try (Stream<String> status = Files.lines(process.resolve("status"));
        Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
      double resident = 0;
      int threads = 0;
      for (String line : (Iterable<String>) status::iterator) {
        if (line.startsWith("VmRSS:")) {
          resident = Double.parseDouble(line.split("\\s+")[1]) / 1024;
        } else if (line.startsWith("Threads:")) {
          threads = Integer.parseInt(line.split("\\s+")[1]);
        }
      }
      return new Vitals(resident, (int) descriptors.count(), threads);
    } catch (IOException elsewhere) {
      return new Vitals(Double.NaN, 0, 0);
    }
  }
}
