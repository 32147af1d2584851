package io.tidings.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs benchmarks and prints one table. Exit status 0 whether goals are met or missed, 1 if a
 * benchmark could not run, 2 for an argument that nobody knows.
 */
public final class Main {

  private static final List<Benchmark> ALL =
      List.of(
          new AppendBatch(),
          new AppendSingle(),
          new BoundaryDecisions(),
          new Frames(),
          new CatchUp(),
          new ConsumeLive(),
          new ConsumeCatchUp(),
          new ConsumeInFlight(),
          new ConsumeLatency(),
          new ConsumeTen(),
          new GatewaySingle(),
          new GatewayLines(),
          new OverloadGateway(),
          new StartUp(),
          new ScheduleLateness(),
          new OutboxDrain(),
          new Decide(),
          new Load());

  private Main() {}

  public static void main(String[] arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of(arguments));
    OptionalInt rows = rows(words);
    Set<String> given = new TreeSet<>(words);
    if (given.remove("--list")) {
      ALL.forEach(
          benchmark -> System.out.printf("  %-18s %s%n", benchmark.name(), benchmark.help()));
      return;
    }
    boolean quick = given.remove("--quick");
    boolean save = given.remove("--save");
    List<Benchmark> chosen =
        ALL.stream().filter(one -> given.isEmpty() || given.contains(one.name())).toList();
    chosen.forEach(one -> given.remove(one.name()));
    if (!given.isEmpty() && chosen.size() < ALL.size()) {
      System.err.println("unknown: " + String.join(", ", given) + "; see --help");
      System.exit(2);
    }
    System.exit(run(chosen, quick, rows, save));
  }

  /** Takes {@code --rows} and its number out of the words. */
  private static OptionalInt rows(List<String> words) {
    int at = words.indexOf("--rows");
    if (at < 0) {
      return OptionalInt.empty();
    }
    try {
      int rows = Integer.parseInt(words.get(at + 1));
      if (rows > 0) {
        words.subList(at, at + 2).clear();
        return OptionalInt.of(rows);
      }
    } catch (IndexOutOfBoundsException | NumberFormatException noNumber) {
      // as below
    }
    System.err.println("--rows takes a number from 1 to " + Integer.MAX_VALUE + "; see --help");
    System.exit(2);
    return OptionalInt.empty();
  }

  private static int run(List<Benchmark> chosen, boolean quick, OptionalInt rows, boolean save)
      throws Exception {
    Machine machine = Machine.here(quick);
    System.out.println(machine.text());
    List<Row> table = new ArrayList<>();
    int status = 0;
    for (Benchmark benchmark : chosen) {
      System.err.println(benchmark.name() + ": " + benchmark.help());
      try (Bench bench = new Bench(quick, rows)) {
        table.addAll(benchmark.run(bench));
      } catch (Exception failure) {
        failure.printStackTrace();
        status = 1;
      }
    }
    String text = Table.of(table);
    System.out.print(text);
    if (save) {
      save(machine, text);
    }
    return status;
  }

  private static void save(Machine machine, String table) throws IOException {
    Path saved = Results.save(machine, table);
    System.err.println("saved in " + saved);
  }
}
