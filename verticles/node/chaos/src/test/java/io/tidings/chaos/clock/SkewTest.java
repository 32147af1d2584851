package io.tidings.chaos.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SkewTest {

  @TempDir private Path directory;

  @Test
  void every_way_of_asking_for_the_time_has_the_error() throws Exception {
    List<Instant> told = times(Duration.ofHours(1));
    assertThat(told).hasSize(10);
    assertThat(told).allSatisfy(time -> assertThat(time).isAfter(Instant.now().plusSeconds(3_500)));
  }

  @Test
  void without_an_error_the_time_is_right() throws Exception {
    assertThat(times(Duration.ZERO))
        .allSatisfy(
            time ->
                assertThat(time)
                    .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1)));
  }

  private List<Instant> times(Duration error) throws IOException, InterruptedException {
    Path jar = directory.resolve("clock.jar");
    Path file = directory.resolve("error");
    SkewJar.write(jar);
    SkewJar.set(file, error.toMillis());
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                SkewJar.option(jar, file),
                "-cp",
                System.getProperty("java.class.path").split(File.pathSeparator)[0],
                "io.tidings.chaos.asked.Asked")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return said.lines().map(Instant::parse).toList();
  }
}
