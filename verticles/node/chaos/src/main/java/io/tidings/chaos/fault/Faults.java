package io.tidings.chaos.fault;

import java.util.List;
import java.util.Optional;

/** All faults, by name. */
public final class Faults {

  private Faults() {}

  /** New ones, which know of no rig; a run has its own. */
  public static List<Fault> all() {
    return List.of(
        new Kill("kill", 1),
        new Kill("kill-two", 2),
        new Terminate(),
        new Freeze(),
        new Rolling(),
        DatabaseOutage.restart(),
        DatabaseOutage.crash(),
        DatabaseOutage.stop(),
        new ConnectionsCut(),
        new DiskFull(),
        new SlowCommits(),
        new LocksHeld(),
        new Failover(),
        Partition.ofOne(),
        Partition.ofHalves(),
        new OneWay(),
        new DatabaseCut("database-cut", false),
        new DatabaseCut("database-cut-one-way", true),
        new SlowNetwork(),
        new LossyNetwork(),
        new ClockJump(),
        Intrusion.oldFrames(),
        Intrusion.unknownCodec(),
        new LowHeap(),
        new NoDescriptors(),
        new SilentClients());
  }

  public static Optional<Fault> named(String name) {
    return all().stream().filter(fault -> fault.name().equals(name)).findFirst();
  }
}
