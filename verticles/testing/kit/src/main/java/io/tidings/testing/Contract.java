package io.tidings.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.model.Data;
import io.tidings.wire.EventJson;
import io.tidings.wire.EventTypes;

/**
 * What a producer and its consumers have agreed on, by {@link GoldenFiles} that both have: the
 * records of each are checked alone, in its own build, against the same files.
 */
public final class Contract {

  private final GoldenFiles golden;

  private Contract(GoldenFiles golden) {
    this.golden = golden;
  }

  public static Contract of(GoldenFiles golden) {
    return new Contract(golden);
  }

  /**
   * The producer writes what the golden files of its type and version say: the same members, with
   * values of the same kinds. Give an example with no component left out.
   *
   * @param examples at least one
   * @throws AssertionError naming the member
   */
  public void produces(Record... examples) {
    assertThat(examples).as("examples of what is produced").isNotEmpty();
    for (Record example : examples) {
      EventTypes.Named type = EventTypes.of(example.getClass());
      JsonNode written = Shapes.tree(example);
      JsonNode agreed = tree(golden.payload(type.name(), type.version()));
      Shapes.requireSame(
          "%s version %d as %s writes it"
              .formatted(type.name(), type.version(), example.getClass().getName()),
          agreed,
          written);
    }
  }

  /**
   * The consumer's own record finds every one of its components in the golden files of the versions
   * that it says it can read, and so do the records within it: in lists, maps and optionals too. It
   * may leave out what it does not need. Of a list that is empty in a golden file, and of what is
   * null there, nothing can be told.
   *
   * @param versions at least one
   * @throws AssertionError naming the components by their paths
   * @throws io.tidings.wire.PayloadMismatch if a value is of another kind
   */
  public void consumes(Class<? extends Record> record, int... versions) {
    assertThat(versions).as("versions that %s reads", record.getName()).isNotEmpty();
    String type = EventTypes.of(record).name();
    for (int version : versions) {
      Data agreed = golden.payload(type, version);
      EventJson.decode(agreed, record);
      assertThat(Components.missing(record, tree(agreed)))
          .as("components of %s that %s version %d has not", record.getName(), type, version)
          .isEmpty();
    }
  }

  private static JsonNode tree(Data payload) {
    return EventJson.decode(payload, JsonNode.class);
  }
}
