package io.tidings.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class UriFileTest {

  @TempDir Path directory;

  @Test
  void who_shares_a_server_finds_it_by_its_directory() throws IOException {
    Files.writeString(directory.resolve("uri"), "postgresql://somewhere\n");

    assertThat(UriFile.read(directory)).isEqualTo("postgresql://somewhere");
  }

  @Test
  void where_no_server_is_shared_the_error_says_what_to_do() {
    assertThatIOException()
        .isThrownBy(() -> UriFile.read(directory))
        .withMessageContaining(directory.toString())
        .withMessageContaining("start one there first");
  }

  @Test
  void the_file_is_for_its_owner_alone_and_gone_when_the_server_is() throws IOException {
    UriFile.write(directory, "postgresql://somewhere");

    assertThat(UriFile.read(directory)).isEqualTo("postgresql://somewhere");
    assertThat(mode(directory.resolve("uri"))).isEqualTo("rw-------");

    UriFile.delete(directory);

    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void what_a_killed_server_has_left_behind_is_replaced_whoever_could_read_it() throws IOException {
    Files.writeString(directory.resolve("uri"), "postgresql://nowhere");
    Files.setPosixFilePermissions(
        directory.resolve("uri"), PosixFilePermissions.fromString("rw-r--r--"));
    Files.writeString(directory.resolve("uri.new"), "postgres");

    UriFile.write(directory, "postgresql://somewhere");

    assertThat(UriFile.read(directory)).isEqualTo("postgresql://somewhere");
    assertThat(mode(directory.resolve("uri"))).isEqualTo("rw-------");
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
