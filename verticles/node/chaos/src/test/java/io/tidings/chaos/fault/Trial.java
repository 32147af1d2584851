package io.tidings.chaos.fault;

import io.tidings.chaos.process.Http;
import io.tidings.chaos.rig.Rig;
import io.tidings.chaos.rig.RigNode;
import io.tidings.chaos.rig.RigOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Strikes faults one after the other at a rig and tells what a poster at each node saw. By hand,
 * with a directory and names of faults; {@code --seconds N} shortens them.
 */
final class Trial {

  private static final Duration START = Duration.ofMinutes(4);
  private static final Duration RECOVERY = Duration.ofSeconds(90);

  private Trial() {}

  public static void main(String[] arguments) throws Exception {
    List<String> names = new ArrayList<>(List.of(arguments));
    Path directory = Path.of(names.remove(0));
    Random random = new Random(7);
    long started = System.nanoTime();
    try (Rig rig = Rig.start(RigOptions.in(directory))) {
      rig.awaitReady(START);
      say("ready after %s; between nodes: %s", since(started), rig.network().untouchable());
      List<Poster> posters = rig.nodes().stream().map(node -> new Poster(node)).toList();
      posters.forEach(Thread::start);
      TimeUnit.SECONDS.sleep(3);
      for (String name : names) {
        Fault fault = Faults.named(name).orElseThrow(() -> new IllegalArgumentException(name));
        if (fault.impossible(rig).isPresent()) {
          say("%s: impossible, %s", name, fault.impossible(rig).get());
          continue;
        }
        posters.forEach(Poster::clear);
        long struck = System.nanoTime();
        say("%s: %s", name, fault.strike(rig, random));
        say("  struck in %s", since(struck));
        Duration length = fault.span().least();
        TimeUnit.NANOSECONDS.sleep(length.toNanos());
        long healed = System.nanoTime();
        fault.heal(rig);
        say("  healed in %s", since(healed));
        try {
          rig.awaitReady(RECOVERY);
          say("  all ready %s after the beginning of heal", since(healed));
        } catch (RuntimeException late) {
          say("  NOT READY: %s", late.getMessage());
        }
        TimeUnit.SECONDS.sleep(5);
        posters.forEach(poster -> say("  %s", poster.told()));
      }
      posters.forEach(Thread::interrupt);
      say("at the end: %s", new Http(rig.node(1).uri()).log());
    }
  }

  private static String since(long start) {
    return "%.1f s".formatted((System.nanoTime() - start) / 1e9);
  }

  private static void say(String text, Object... values) {
    System.out.println(text.formatted(values));
  }

  /** Posts an event at a time to one node. */
  private static final class Poster extends Thread {

    private static final String EVENT =
        "{\"specversion\":\"1.0\",\"id\":\"%d-%d\",\"source\":\"/trial\",\"type\":\"t\",\"data\":1}";

    private final RigNode node;
    private final Http http;
    private int count;
    private int accepted;
    private final java.util.Map<String, Integer> refused = new java.util.TreeMap<>();
    private long last = System.nanoTime();
    private long longest;

    Poster(RigNode node) {
      this.node = node;
      http = new Http(node.uri());
      setDaemon(true);
    }

    @Override
    public void run() {
      while (!isInterrupted()) {
        String outcome;
        try {
          outcome = "" + http.post(EVENT.formatted(node.number(), ++count)).status();
        } catch (RuntimeException e) {
          outcome = e.getCause() == null ? e.toString() : e.getCause().getClass().getSimpleName();
        }
        note(outcome);
        try {
          TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
          return;
        }
      }
    }

    private synchronized void note(String outcome) {
      if (outcome.startsWith("2")) {
        accepted++;
        longest = Math.max(longest, System.nanoTime() - last);
        last = System.nanoTime();
      } else {
        refused.merge(outcome, 1, Integer::sum);
      }
    }

    synchronized void clear() {
      accepted = 0;
      refused.clear();
      longest = 0;
    }

    synchronized String told() {
      long silent = (System.nanoTime() - last) / 1_000_000;
      return "%s: accepted %d, refused %s, longest pause %d ms, last accepted %d ms ago"
          .formatted(node, accepted, refused, longest / 1_000_000, silent);
    }
  }
}
