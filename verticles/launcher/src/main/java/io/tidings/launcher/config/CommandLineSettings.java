package io.tidings.launcher.config;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code --key value}, {@code --key=value} and, for a switch, {@code --key} alone. */
final class CommandLineSettings {

  private final Schema schema;
  private final Set<String> otherOptions;
  private final Layer layer;

  private CommandLineSettings(Schema schema, Set<String> otherOptions, Layer layer) {
    this.schema = schema;
    this.otherOptions = otherOptions;
    this.layer = layer;
  }

  /** {@code otherOptions} are the caller's own: known, but not settings. */
  static Layer read(
      List<String> arguments, Schema schema, Set<String> otherOptions, List<String> problems) {
    Layer layer = new Layer(problems);
    new CommandLineSettings(schema, otherOptions, layer).read(new LookAhead(arguments));
    return layer;
  }

  private void read(LookAhead arguments) {
    while (arguments.hasNext()) {
      String argument = arguments.next();
      if (!argument.startsWith("--")) {
        // not shown: it may be the second word of a password
        layer.problem(
            "argument %d is not the value of an option; options begin with --"
                .formatted(arguments.position()));
        continue;
      }
      int equals = argument.indexOf('=');
      String name = argument.substring(2, equals < 0 ? argument.length() : equals);
      Optional<String> value =
          equals < 0 ? Optional.empty() : Optional.of(argument.substring(equals + 1));
      schema
          .option(name)
          .ifPresentOrElse(
              definition -> option(definition, name, value, arguments),
              () -> unknown(name, value, arguments));
    }
  }

  private void option(
      Definition definition, String name, Optional<String> value, LookAhead arguments) {
    boolean isSwitch = definition.valueType() == boolean.class;
    Optional<String> given = value.or(arguments::nextValue);
    if (given.isEmpty() && !isSwitch) {
      layer.problem("--%s needs a value: --%s VALUE".formatted(name, name));
      return;
    }
    layer.add(definition, Given.text(given.orElse("true"), "--" + name));
  }

  private void unknown(String name, Optional<String> value, LookAhead arguments) {
    if (value.isEmpty()) {
      arguments.nextValue();
    }
    List<String> known = new ArrayList<>(schema.options());
    known.addAll(otherOptions);
    layer.problem("unknown option --%s; %s".formatted(name, Names.advice("--", name, known)));
  }

  /** Arguments, one after the other; a value is an argument that does not look like an option. */
  private static final class LookAhead {

    private final Iterator<String> arguments;
    private String ahead;
    private int position = -1;

    LookAhead(List<String> arguments) {
      this.arguments = arguments.iterator();
      advance();
    }

    /** Of the argument returned last; the first one's is 1. */
    int position() {
      return position;
    }

    boolean hasNext() {
      return ahead != null;
    }

    String next() {
      String next = ahead;
      advance();
      return next;
    }

    Optional<String> nextValue() {
      return ahead == null || ahead.startsWith("--") ? Optional.empty() : Optional.of(next());
    }

    private void advance() {
      position++;
      ahead = arguments.hasNext() ? arguments.next() : null;
    }
  }
}
