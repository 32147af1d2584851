package io.tidings.launcher.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where values come from, beside the defaults.
 *
 * @param file a file whose name ends in {@code .yaml}, {@code .yml} or {@code .properties}
 * @param environment names and values; only names that begin with {@code TIDINGS_} are looked at
 * @param arguments the command line, without the program's own options
 * @param otherNames environment variables and options (without {@code --}) that are the program's
 *     own: never unknown, and proposed when something like them is
 */
public record Sources(
    Optional<Path> file,
    Map<String, String> environment,
    List<String> arguments,
    Set<String> otherNames) {

  public Sources {
    environment = Map.copyOf(environment);
    arguments = List.copyOf(arguments);
    otherNames = Set.copyOf(otherNames);
  }

  /** Defaults only. */
  public static Sources none() {
    return new Sources(Optional.empty(), Map.of(), List.of(), Set.of());
  }
}
