package io.tidings.chaos.run;

import io.tidings.chaos.check.Checker;
import io.tidings.chaos.check.Finding;
import io.tidings.chaos.check.Findings;
import io.tidings.chaos.history.History;
import io.tidings.chaos.page.Curves;
import io.tidings.chaos.page.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A run from the beginning to its page. */
public final class Session {

  private Session() {}

  /** The exit status: 1 if something was found, or grows that ought to be flat without faults. */
  public static int run(RunOptions options) throws Exception {
    Curves curves = Samples.curves();
    List<Finding> unrecovered;
    List<String> facts;
    double share;
    try (Run run = new Run(options)) {
      run.begin();
      Striking striking = new Striking(run);
      try (Samples samples = new Samples(run, curves)) {
        samples.begin(options);
        striking.run(options);
      }
      share = run.throttle().average();
      run.end();
      unrecovered = striking.findings();
      facts = striking.facts();
    }
    History history = History.in(Workplace.histories(options));
    Findings findings = new Checker().check(history).and("recovered", "N1", unrecovered);
    boolean soaked = options.faults().equals(List.of("none"));
    Page page = new Page("Chaos", history, findings, soaked ? curves : new Curves());
    page.fact(description(options));
    page.fact(pace(share));
    facts.forEach(page::fact);
    Files.writeString(options.directory().resolve("page.md"), page.text());
    System.out.print(page.text());
    return end(options, findings.isEmpty() && (!soaked || curves.areFlat()));
  }

  private static String description(RunOptions options) {
    return String.format(
        Locale.ROOT,
        "%.1f minutes, seed %d, faults %s, loads %s at %.0f events/s%s",
        options.length().toMillis() / 60_000.0,
        options.seed(),
        String.join(",", options.faults()),
        String.join(",", options.loads()),
        options.rate(),
        options.sabotage().isEmpty() ? "" : ", broken on purpose: " + options.sabotage());
  }

  private static String pace(double share) {
    return String.format(
        Locale.ROOT,
        "clients appended at %.0f%% of that on average; less than all if consumers cannot follow",
        100 * share);
  }

  private static int end(RunOptions options, boolean good) throws IOException {
    if (good && !options.keep()) {
      delete(options.directory());
    } else {
      System.out.println("\nLogs, histories and this page are in " + options.directory());
    }
    return good ? 0 : 1;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
