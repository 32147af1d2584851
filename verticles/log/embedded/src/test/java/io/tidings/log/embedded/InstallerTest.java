package io.tidings.log.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

@DisplayNameGeneration(ReplaceUnderscores.class)
class InstallerTest {

  private static final String VERSION_SCRIPT = "#!/bin/sh\necho 'postgres (PostgreSQL) 18.6 (X)'\n";

  @TempDir Path temporary;

  private Path directory;

  @BeforeEach
  void choose_a_directory_yet_to_be_made() {
    directory = temporary.resolve("a/b");
  }

  @Test
  void binaries_appear_below_their_version_with_links_and_modes() throws Exception {
    Installation installation = Installer.install(archive("postgres", ""), directory);

    assertThat(installation.version()).isEqualTo("18.6");
    assertThat(installation.major()).isEqualTo("18");
    assertThat(installation.home().getFileName().toString()).startsWith("postgres-18.6-");
    assertThat(Files.isExecutable(installation.postgres())).isTrue();
    assertThat(Files.readSymbolicLink(installation.home().resolve("bin/link")))
        .isEqualTo(Path.of("postgres"));
  }

  @Test
  void a_second_installation_uses_the_first() throws Exception {
    Archive archive = archive("postgres", "");
    Installation first = Installer.install(archive, directory);
    Files.delete(first.home().resolve("bin/link"));

    assertThat(Installer.install(archive, directory)).isEqualTo(first);
    assertThat(first.home().resolve("bin/link")).doesNotExist();
  }

  @Test
  void another_build_gets_a_home_of_its_own() throws Exception {
    Installation one = Installer.install(archive("postgres", ""), directory);
    Installation other = Installer.install(archive("postgres", "# rebuilt\n"), directory);

    assertThat(one.home()).isNotEqualTo(other.home());
  }

  @Test
  void installations_at_the_same_time_give_one_home() throws Exception {
    Archive archive = archive("postgres", "");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<Installation> install = () -> Installer.install(archive, directory);
      List<Future<Installation>> all =
          threads.invokeAll(Stream.generate(() -> install).limit(4).toList());
      for (Future<Installation> one : all) {
        assertThat(one.get()).isEqualTo(all.get(0).get());
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(Directories.list(directory)).hasSize(2); // the home and the lock file
  }

  @Test
  void what_a_killed_installation_left_is_removed() throws Exception {
    Path left = Files.createDirectories(directory.resolve(".unpacking-1/bin"));

    Installer.install(archive("postgres", ""), directory);

    assertThat(left.getParent()).doesNotExist();
  }

  @Test
  void an_archive_that_points_outside_is_refused() {
    assertThatThrownBy(() -> Installer.install(archive("../../../outside", ""), directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("outside");
    assertThat(temporary.resolve("outside")).doesNotExist();
  }

  @Test
  void binaries_that_do_not_run_are_reported_and_not_kept() throws Exception {
    Archive archive = archive("no-postgres-here", "");

    assertThatThrownBy(() -> Installer.install(archive, directory))
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining("noexec")
        .hasMessageContaining(directory.toString());
    assertThat(Directories.list(directory))
        .noneMatch(path -> path.getFileName().toString().startsWith("postgres-"));
  }

  private Archive archive(String program, String suffix) throws IOException {
    Path file = Files.createTempFile(temporary, "archive", ".txz");
    try (OutputStream out = Files.newOutputStream(file);
        TarArchiveOutputStream tar =
            new TarArchiveOutputStream(new XZOutputStream(out, new LZMA2Options()))) {
      byte[] script = (VERSION_SCRIPT + suffix).getBytes(StandardCharsets.UTF_8);
      TarArchiveEntry executable = new TarArchiveEntry("bin/" + program);
      executable.setMode(0755);
      executable.setSize(script.length);
      tar.putArchiveEntry(executable);
      tar.write(script);
      tar.closeArchiveEntry();
      TarArchiveEntry link = new TarArchiveEntry("bin/link", TarConstants.LF_SYMLINK);
      link.setLinkName("postgres");
      tar.putArchiveEntry(link);
      tar.closeArchiveEntry();
    }
    return new Archive(file.toUri().toURL());
  }
}
