package io.tidings.examples.orders.story;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
@DisplayNameGeneration(ReplaceUnderscores.class)
class StoryIT {

  private static final List<String> STORY =
      List.of(
          "Checkout → Customer C456: order A123 placed, 199.99.",
          "Payment → Customer C456: 199.99 taken for order A123.",
          "Inventory → Customer C456: order A123 reserved.",
          "Email → Customer C456: order A123 confirmed.",
          "Checkout → Customer C456: order A123 done.");

  @TempDir private Path directory;
  private final List<Jvm> jvms = new ArrayList<>();

  @AfterEach
  void close() {
    jvms.forEach(Jvm::close);
  }

  @Test
  void one_process_tells_the_story() throws Exception {
    Path output = directory.resolve("output");

    Jvm jvm = start(output, "-jar", jar("story"));

    assertThat(jvm.end()).isZero();
    assertThat(Jvm.story(output)).isEqualTo(STORY);
    assertThat(jvm.errors()).isEmpty();
  }

  @Test
  void four_jvms_tell_the_same_story() throws Exception {
    Path output = directory.resolve("output");
    String name = "--cluster.name=test-" + UUID.randomUUID();
    String port = "--cluster.port=" + freePort();
    String log = MemoryLogRole.class.getName();
    start(
        output,
        "-cp",
        System.getProperty("java.class.path"),
        "io.tidings.launcher.Main",
        "--deploy=" + log,
        name,
        port);
    for (String who : List.of("payment", "inventory", "mail")) {
      start(output, "-jar", jar(who), name, port);
    }
    Jvm.awaitReady(output, 4, jvms);

    start(output, "-jar", jar("checkout"), name, port);

    Jvm.awaitReady(output, 5, jvms);
    await().atMost(60, SECONDS).untilAsserted(() -> assertThat(Jvm.story(output)).isEqualTo(STORY));
    for (Jvm jvm : jvms) {
      jvm.terminate();
      assertThat(jvm.end()).as(jvm.errors()).isZero();
    }
  }

  private Jvm start(Path output, String... arguments) throws IOException {
    Jvm jvm = Jvm.start(output, List.of(arguments));
    jvms.add(jvm);
    return jvm;
  }

  private static String jar(String module) {
    Path jar = Path.of("..", module, "target", "orders-" + module + ".jar");
    assertThat(jar).as("made by mvn package").matches(Files::exists);
    return jar.toString();
  }

  /** The first of 16 that the nodes look at. */
  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Math.min(free.getLocalPort(), 65_500);
    }
  }
}
