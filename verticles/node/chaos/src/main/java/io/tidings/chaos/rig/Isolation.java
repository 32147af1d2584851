package io.tidings.chaos.rig;

import java.util.Optional;

/**
 * Whether this process has network and mount namespaces that are its own to change, because {@code
 * scripts/chaos} has made them before it started it.
 *
 * @param lack why it has none; empty if it has
 */
public record Isolation(Optional<String> lack) {

  private static final String MADE = "tidings.chaos.namespaces";

  /** By the system property that {@code scripts/chaos} sets: {@code made}, or why not. */
  public static Isolation ofThisProcess() {
    String said = System.getProperty(MADE, "the harness was not started by scripts/chaos");
    return new Isolation(Optional.of(said).filter(reason -> !reason.equals("made")));
  }

  public static Isolation none(String reason) {
    return new Isolation(Optional.of(reason));
  }

  public boolean isThere() {
    return lack.isEmpty();
  }
}
