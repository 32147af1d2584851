package io.tidings.chaos.run;

import io.tidings.chaos.inside.HandlingVerticle;
import io.tidings.chaos.inside.Here;
import io.tidings.chaos.inside.PublishingVerticle;
import io.tidings.chaos.load.Loads;
import io.tidings.chaos.rig.RigOptions;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The rig that loads need: nodes with their verticles. */
final class Workplace {

  private Workplace() {}

  static Path histories(RunOptions options) {
    return options.directory().toAbsolutePath().resolve("history");
  }

  static RigOptions rig(RunOptions options) {
    RigOptions rig = RigOptions.in(options.directory());
    double rate = options.rate() * Loads.SHARE_OF_BUS / rig.nodes();
    return rig.withVerticles(List.of(classes()), verticles(options.loads()))
        .withJvmOptions(jvmOptions(options, rate));
  }

  private static List<String> jvmOptions(RunOptions options, double rate) {
    List<String> jvm = new ArrayList<>();
    jvm.add("-D" + Here.HISTORY + "=" + histories(options));
    jvm.add("-D" + Here.RATE + "=" + rate);
    options.breakage().ifPresent(breakage -> jvm.addAll(breakage.jvmOptions(options.directory())));
    return jvm;
  }

  private static List<String> verticles(Set<String> loads) {
    List<String> verticles = new ArrayList<>();
    if (loads.contains("bus")) {
      verticles.add(PublishingVerticle.class.getName());
    }
    if (loads.contains("handlers")) {
      verticles.add(HandlingVerticle.class.getName());
    }
    return verticles;
  }

  /** Where the classes of the harness are. */
  private static Path classes() {
    try {
      return Path.of(Workplace.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
