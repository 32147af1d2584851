package io.tidings.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The options that are the launcher's own; every other one is a setting. */
final class LaunchOptions {

  /** Not settings, but known: the launcher's and those of {@code logback.xml}. */
  static final Set<String> NAMES =
      Set.of(
          "help",
          "version",
          "print-config",
          "config",
          "deploy",
          "TIDINGS_CONFIG",
          "TIDINGS_LOG_LEVEL",
          "TIDINGS_LOG_FORMAT");

  private boolean help;
  private boolean version;
  private boolean printConfig;
  private Optional<Path> config;
  private final List<String> deploys = new ArrayList<>();
  private final List<String> settings = new ArrayList<>();

  private LaunchOptions(Optional<Path> config) {
    this.config = config;
  }

  /** Throws {@link UsageException} if an option lacks its value. */
  static LaunchOptions parse(List<String> arguments, Map<String, String> environment) {
    Optional<Path> file =
        Optional.ofNullable(environment.get("TIDINGS_CONFIG"))
            .filter(name -> !name.isEmpty())
            .map(Path::of);
    LaunchOptions options = new LaunchOptions(file);
    int next = 0;
    while (next < arguments.size()) {
      next += options.take(arguments.subList(next, arguments.size()));
    }
    return options;
  }

  /** Returns how many arguments were taken. */
  private int take(List<String> arguments) {
    String argument = arguments.get(0);
    switch (argument) {
      case "--help", "-h" -> help = true;
      case "--version", "-V" -> version = true;
      case "--print-config" -> printConfig = true;
      default -> {
        return takeWithValue(argument, arguments);
      }
    }
    return 1;
  }

  private int takeWithValue(String argument, List<String> arguments) {
    String[] parts = argument.split("=", 2);
    switch (parts[0]) {
      case "--config" -> {
        return value(parts, arguments, value -> config = Optional.of(Path.of(value)));
      }
      case "--deploy" -> {
        return value(parts, arguments, value -> deploys.addAll(List.of(value.split("[,\\s]+"))));
      }
      default -> {
        settings.add(argument);
        return 1;
      }
    }
  }

  private static int value(String[] parts, List<String> arguments, Consumer<String> use) {
    if (parts.length == 2) {
      use.accept(parts[1]);
      return 1;
    }
    if (arguments.size() < 2 || arguments.get(1).startsWith("--")) {
      throw new UsageException("%s needs a value: %s VALUE".formatted(parts[0], parts[0]));
    }
    use.accept(arguments.get(1));
    return 2;
  }

  boolean help() {
    return help;
  }

  boolean version() {
    return version;
  }

  boolean printConfig() {
    return printConfig;
  }

  Optional<Path> config() {
    return config;
  }

  /** Class names. */
  List<String> deploys() {
    return deploys;
  }

  /** What is left of the command line. */
  List<String> settings() {
    return settings;
  }
}
