package io.tidings.chaos.run;

import io.tidings.chaos.fault.Fault;
import io.tidings.chaos.sabotage.Breakage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be run.
 *
 * @param faults by name
 * @param rate events a second of all loads together, as long as consumers can follow
 * @param loads by name
 * @param keep whether logs and history stay although nothing was found
 * @param sabotage the guarantee that the nodes are to break, or empty
 */
public record RunOptions(
    Duration length,
    long seed,
    List<String> faults,
    double rate,
    Set<String> loads,
    Path directory,
    boolean keep,
    String sabotage) {

  Optional<Breakage> breakage() {
    return sabotage.isEmpty()
        ? Optional.empty()
        : Optional.of(Breakage.valueOf(sabotage.toUpperCase(Locale.ROOT)));
  }

  /** Those of the faults that are wanted. */
  List<Fault> named(List<Fault> all) {
    return all.stream()
        .filter(fault -> faults.contains("all") || faults.contains(fault.name()))
        .toList();
  }
}
