package io.tidings.chaos.clock;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.List;

/** The Java agent by which the clock of one process can be set: {@code -javaagent:JAR=FILE}. */
public final class SkewAgent {

  private static final List<String> REWRITTEN =
      List.of("io/tidings/", "com/hazelcast/", "io/vertx/", "com/fasterxml/uuid/");

  private static final String SPARED = "io/tidings/chaos/clock/";

  private SkewAgent() {}

  public static void premain(String file, Instrumentation instrumentation) {
    Skew.follow(Path.of(file));
    instrumentation.addTransformer(
        new ClassFileTransformer() {
          @Override
          public byte[] transform(
              ClassLoader loader,
              String name,
              Class<?> before,
              ProtectionDomain domain,
              byte[] classFile) {
            return name != null
                    && REWRITTEN.stream().anyMatch(name::startsWith)
                    && !name.startsWith(SPARED)
                    && Rewriting.mayChange(classFile)
                ? Rewriting.of(classFile)
                : null;
          }
        });
  }
}
