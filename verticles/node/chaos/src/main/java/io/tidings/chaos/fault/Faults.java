package io.tidings.chaos.fault;

import java.util.List;
import java.util.Optional;

/** All faults, by name. */
public final class Faults {

  private Faults() {}

  /** New ones, which know of no rig; a run has its own. */
  public static List<Fault> all() {
    return List.of(new Kill("kill", 1), new Terminate(), new Freeze(), new Kill("kill-two", 2));
  }

  public static Optional<Fault> named(String name) {
    return all().stream().filter(fault -> fault.name().equals(name)).findFirst();
  }
}
