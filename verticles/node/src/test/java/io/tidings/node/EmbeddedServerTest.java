package io.tidings.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EmbeddedServerTest {

  @TempDir Path directory;

  @Test
  void who_shares_a_server_finds_it_by_its_directory() throws IOException {
    Files.writeString(directory.resolve("uri"), "postgresql://somewhere\n");

    assertThat(EmbeddedServer.uri(directory)).isEqualTo("postgresql://somewhere");
  }

  @Test
  void where_no_server_is_shared_the_error_says_what_to_do() {
    assertThatIOException()
        .isThrownBy(() -> EmbeddedServer.uri(directory))
        .withMessageContaining(directory.toString())
        .withMessageContaining("start one there first");
  }
}
