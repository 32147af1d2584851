package io.tidings.chaos;

import io.tidings.chaos.fault.Faults;
import io.tidings.chaos.load.Loads;
import io.tidings.chaos.run.RunOptions;
import io.tidings.chaos.run.Session;
import io.tidings.chaos.sabotage.Breakage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a cluster, breaks it on purpose, and checks what it has promised. */
@Command(
    name = "scripts/chaos",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs three nodes and a database, lets clients work with them, does to them what production"
          + " does, and prints a page that says whether every guarantee was kept.",
      ""
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:nothing was found",
      "1:a guarantee was broken; logs, histories and the page are kept",
      "2:bad usage",
      "3:the harness itself could not run"
    })
public final class Chaos implements Callable<Integer> {

  private static final int COULD_NOT_RUN = 3;
  private static final int MOST_MINUTES = 24 * 60;

  @Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "5",
      description = "how long faults strike; beginning and end take some minutes more (5)")
  private double minutes;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "of the plan of faults, which it repeats; any if not given")
  private Long seed;

  @Option(
      names = "--faults",
      paramLabel = "A,B",
      split = ",",
      defaultValue = "all",
      description = "all, none, or their names (all)")
  private List<String> faults;

  @Option(
      names = "--loads",
      paramLabel = "A,B",
      split = ",",
      description = "names of the loads; all if not given")
  private List<String> loads;

  @Option(
      names = "--rate",
      paramLabel = "E",
      defaultValue = "300",
      description =
          "events a second of all loads together (300); fewer while consumers cannot follow")
  private double rate;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "a new directory that logs, histories and page are kept in, whatever is found")
  private Path keep;

  @Option(
      names = "--break",
      paramLabel = "NAME",
      defaultValue = "",
      description = "run nodes that break one guarantee on purpose, to see it found")
  private String sabotage;

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Chaos())
            .setExecutionExceptionHandler(
                (failure, command, parsed) -> {
                  failure.printStackTrace();
                  return COULD_NOT_RUN;
                })
            .execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    RunOptions options = options();
    try {
      return Session.run(options);
    } catch (Exception failure) {
      System.err.println("It could not run; what there is of it is in " + options.directory());
      throw failure;
    }
  }

  private RunOptions options() throws IOException {
    Set<String> wanted = new TreeSet<>(loads == null ? Loads.NAMES : loads);
    require(Loads.NAMES.containsAll(wanted), "--loads: there are " + Loads.NAMES);
    Set<String> known = new TreeSet<>(Set.of("all", "none"));
    Faults.all().forEach(fault -> known.add(fault.name()));
    require(known.containsAll(faults), "--faults: there are " + known);
    require(minutes > 0 && minutes <= MOST_MINUTES, "--minutes: more than 0, at most a day");
    require(rate >= 1, "--rate: at least 1");
    require(keep == null || !Files.exists(keep), "--keep: " + keep + " exists already");
    Set<String> breakages = new TreeSet<>(Set.of(""));
    for (Breakage one : Breakage.values()) {
      breakages.add(one.name().toLowerCase(Locale.ROOT));
    }
    require(breakages.contains(sabotage), "--break: there are " + breakages);
    return new RunOptions(
        Duration.ofMillis((long) (minutes * 60_000)),
        seed == null ? System.nanoTime() & 0xffff : seed,
        faults,
        rate,
        wanted,
        keep == null ? temporary() : keep,
        keep != null,
        sabotage);
  }

  /** A new directory, which a server that does not run as root may pass. */
  private static Path temporary() throws IOException {
    Path made = Files.createTempDirectory("tidings-chaos-").toRealPath();
    return Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwx--x--x"));
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }
}
