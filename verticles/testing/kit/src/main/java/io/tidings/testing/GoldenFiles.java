package io.tidings.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.model.Data;
import io.tidings.model.EventFamily;
import io.tidings.model.EventFamily.Version;
import io.tidings.wire.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A payload of each event type in each version, as it was when that version was first written: the
 * file {@code shop.order-placed.v1.json} of a directory. They stay for ever, and so does what reads
 * them.
 */
public final class GoldenFiles {

  private static final String ENDING = ".json";

  private final Path directory;

  private GoldenFiles(Path directory) {
    this.directory = directory;
  }

  /**
   * @param directory usually {@code src/test/golden}
   */
  public static GoldenFiles in(Path directory) {
    return new GoldenFiles(directory);
  }

  /**
   * Demands a file for each version that the families read, and that each file is read as it was
   * written: every value of it turns up in the record, and the upcasts of today take it.
   *
   * @param families all that the files of this directory belong to
   * @throws AssertionError naming the file and what to do
   */
  public void check(EventFamily<?>... families) {
    Set<String> known = new TreeSet<>();
    for (EventFamily<?> family : families) {
      for (Version version : family.versions()) {
        known.add(nameOf(version));
        check(family, version);
      }
    }
    assertThat(files())
        .as("golden files that nobody reads any more: add an upcast or drop that version by name")
        .allMatch(file -> known.contains(file) || isDropped(file, families));
  }

  /**
   * The payload of a version.
   *
   * @throws AssertionError if there is no file of it
   */
  public Data payload(String type, int version) {
    Path file = directory.resolve(nameOf(new Version(type, version)));
    assertThat(file).as("the golden file of %s version %d", type, version).isRegularFile();
    try {
      return Data.of(Data.Form.JSON, Files.readAllBytes(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private void check(EventFamily<?> family, Version version) {
    Class<?> type = family.recordOf(version.type(), version.version());
    Path file = directory.resolve(nameOf(version));
    assertThat(file)
        .as(
            "%s has no golden file: write one as that version is written, %s",
            version, skeleton(type))
        .isRegularFile();
    Data payload = payload(version.type(), version.version());
    Object record = EventJson.decode(payload, type);
    JsonNode written = EventJson.decode(payload, JsonNode.class);
    JsonNode read = Shapes.tree(record);
    Shapes.requireKept(file, written, read);
    assertThat(family.today(record)).as("what %s stands for today", file).doesNotContainNull();
  }

  private Set<String> files() {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ENDING))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static boolean isDropped(String file, EventFamily<?>[] families) {
    String name = file.substring(0, file.length() - ENDING.length());
    int at = name.lastIndexOf(".v");
    return at > 0
        && name.substring(at + 2).matches("[0-9]{1,9}")
        && Arrays.stream(families)
            .anyMatch(
                family ->
                    family.drops(name.substring(0, at), Integer.parseInt(name.substring(at + 2))));
  }

  private static String nameOf(Version version) {
    return version.type() + ".v" + version.version() + ENDING;
  }

  private static String skeleton(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(component -> "\"%s\": …".formatted(component.getName()))
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
