package io.tidings.chaos.run;

import io.tidings.chaos.check.Finding;
import io.tidings.chaos.fault.Fault;
import io.tidings.chaos.fault.Faults;
import io.tidings.chaos.fault.Plan;
import io.tidings.chaos.history.Entry;
import io.tidings.chaos.history.Recorder;
import io.tidings.chaos.rig.Rig;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Faults one after the other, and whether everything has come back after each. */
final class Striking {

  private static final Logger LOG = LoggerFactory.getLogger(Striking.class);

  private final Rig rig;
  private final Recorder recorder;
  private final Recovery recovery;
  private final List<Finding> findings = new ArrayList<>();
  private final List<String> facts = new ArrayList<>();

  Striking(Run run) {
    this.rig = run.rig();
    this.recorder = run.history();
    this.recovery = new Recovery(run.rig(), run.loads());
  }

  /** That something did not come back. */
  List<Finding> findings() {
    return findings;
  }

  /** What was left out and why. */
  List<String> facts() {
    return facts;
  }

  /** Strikes as planned, or lets the time pass if nothing is. */
  void run(RunOptions options) throws InterruptedException {
    long begin = System.nanoTime();
    long end = begin + options.length().toNanos();
    Plan plan = Plan.of(options.seed(), options.length(), possible(options));
    LOG.info("The plan is{}{}", System.lineSeparator(), plan);
    for (Plan.Step step : plan.steps()) {
      if (System.nanoTime() + step.length().toNanos() > end) {
        facts.add("there was no time left from the step at " + step);
        break;
      }
      sleep(begin + step.at().toNanos());
      step(step);
    }
    sleep(end);
  }

  private static void sleep(long until) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(Math.max(0, until - System.nanoTime()));
  }

  private List<Fault> possible(RunOptions options) {
    List<Fault> possible = new ArrayList<>();
    for (Fault fault : options.named(Faults.all())) {
      fault
          .impossible(rig)
          .ifPresentOrElse(
              why -> facts.add("left out: " + fault.name() + ", as " + why),
              () -> possible.add(fault));
    }
    return possible;
  }

  private void step(Plan.Step step) throws InterruptedException {
    Random random = new Random(step.seed());
    List<Fault> struck = new ArrayList<>();
    List<Entry.Faulted> open = new ArrayList<>();
    for (Fault fault : step.faults()) {
      long now = System.nanoTime();
      // One that a fault before has made impossible, as a failover cannot be done without a
      // standby.
      if (fault.impossible(rig).isPresent()) {
        continue;
      }
      struck.add(fault);
      String what = strike(fault, random);
      open.add(new Entry.Faulted(now, 0, fault.name(), what));
      LOG.info("{}: {}", fault.name(), what);
    }
    Thread.sleep(step.length().toMillis());
    struck.forEach(this::heal);
    long until = System.nanoTime();
    for (Entry.Faulted fault : open) {
      recorder.write(new Entry.Faulted(fault.at(), until, fault.fault(), fault.what()));
    }
    List<String> missing = recovery.await();
    LOG.info(
        "{}: back after {} s {}",
        step.names(),
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - until),
        missing);
    missing.forEach(one -> find("after " + step.names() + ", " + open + ": " + one));
  }

  private String strike(Fault fault, Random random) {
    try {
      return fault.strike(rig, random);
    } catch (Exception failure) {
      LOG.warn("{} has failed", fault.name(), failure);
      find(fault.name() + " could not be done: " + failure);
      return "failed: " + failure;
    }
  }

  private void heal(Fault fault) {
    try {
      fault.heal(rig);
    } catch (Exception failure) {
      LOG.warn("{} cannot be healed", fault.name(), failure);
      find(fault.name() + " could not be healed: " + failure);
    }
  }

  private void find(String sentence) {
    findings.add(Finding.of("N1", sentence));
  }
}
