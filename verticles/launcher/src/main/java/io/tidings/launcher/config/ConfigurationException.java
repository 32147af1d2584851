package io.tidings.launcher.config;

import java.util.List;

/** The configuration cannot be used; every reason found is listed, each with its cure. */
public final class ConfigurationException extends RuntimeException {

  private final List<String> problems;

  public ConfigurationException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  /** One line each, without secrets; never empty. */
  public List<String> problems() {
    return problems;
  }
}
