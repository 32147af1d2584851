package io.tidings.chaos.load;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** All loads by name, and their shares of the rate. */
public final class Loads {

  /** How much of the events within the nodes are to publish. */
  public static final double SHARE_OF_BUS = 0.15;

  private static final double SHARE_OF_SINGLES = 0.2;
  private static final double SHARE_OF_BATCHES = 0.25;
  private static final double SHARE_OF_CONDITIONALS = 0.08;
  private static final double SHARE_OF_LINES = 0.2;
  private static final double SHARE_OF_SQL = 0.12;

  public static final List<String> NAMES =
      List.of(
          "single", "batch", "conditional", "lines", "bus", "sql", "witness", "live", "handlers",
          "pull");

  private Loads() {}

  /**
   * @param rate events a second of all loads together
   * @param histories the directory that verticles write theirs to
   * @param names of those that are wanted
   */
  public static List<Load> of(Site site, double rate, Path histories, Set<String> names) {
    Map<String, Supplier<Load>> known = new LinkedHashMap<>();
    known.put("single", () -> new Singles(site, rate * SHARE_OF_SINGLES));
    known.put("batch", () -> new Batches(site, rate * SHARE_OF_BATCHES));
    known.put("conditional", () -> new Conditionals(site, rate * SHARE_OF_CONDITIONALS));
    known.put("lines", () -> new Lines(site, rate * SHARE_OF_LINES));
    known.put("bus", () -> new Publishers(site, histories));
    known.put("sql", () -> new SqlAppends(site, rate * SHARE_OF_SQL));
    known.put("witness", () -> new Witness(site));
    known.put("live", () -> new Live(site));
    known.put("handlers", () -> new Handlers(site));
    known.put("pull", () -> new Pull(site));
    List<Load> loads = new ArrayList<>();
    known.forEach(
        (name, load) -> {
          if (names.contains(name)) {
            loads.add(load.get());
          }
        });
    return loads;
  }
}
