package io.tidings.testing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.model.EventFamily;
import io.tidings.model.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class GoldenFilesTest {

  @EventType("parcels.parcel-arrived")
  record ArrivedElsewhere(String id, String place) implements Moved {}

  sealed interface Moved {}

  @TempDir Path directory;

  @BeforeEach
  void write() throws IOException {
    write("parcels.parcel-sent.v1", "{\"id\":\"P1\",\"item\":\"book\"}");
    write("parcels.parcel-sent.v2", "{\"id\":\"P1\",\"items\":[\"book\",\"pen\"]}");
    write("parcels.parcel-arrived.v1", "{\"id\":\"P1\",\"at\":\"Vienna\"}");
  }

  @Test
  void files_of_all_versions_pass() {
    assertThatCode(this::check).doesNotThrowAnyException();
  }

  @Test
  void a_version_without_a_file_is_named_with_what_to_write() throws IOException {
    Files.delete(directory.resolve("parcels.parcel-sent.v1.json"));

    assertThatThrownBy(this::check)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("parcels.parcel-sent version 1 has no golden file")
        .hasMessageContaining("{\"id\": …, \"item\": …}");
  }

  @Test
  void a_value_that_no_component_takes_is_named() {
    assertThatThrownBy(() -> GoldenFiles.in(directory).check(EventFamily.of(Moved.class).build()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("/at is not read as it was written");
  }

  @Test
  void a_file_that_nobody_reads_any_more_is_named() throws IOException {
    write("parcels.parcel-lost.v1", "{\"id\":\"P1\"}");

    assertThatThrownBy(this::check)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("parcels.parcel-lost.v1.json");
  }

  @Test
  void a_file_of_a_dropped_version_may_stay() throws IOException {
    write("parcels.parcel-weighed.v1", "{\"id\":\"P1\",\"grams\":120}");

    assertThatCode(this::check).doesNotThrowAnyException();
  }

  private void check() {
    GoldenFiles.in(directory).check(Parcel.FAMILY);
  }

  private void write(String name, String payload) throws IOException {
    Files.writeString(directory.resolve(name + ".json"), payload);
  }
}
