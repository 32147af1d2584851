package io.tidings.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.model.Data;
import io.tidings.wire.EventJson;
import io.tidings.wire.EventTypes;
import java.util.Arrays;

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
   * @throws AssertionError naming the member
   */
  public void produces(Record... examples) {
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
   * that it says it can read; it may leave out what it does not need.
   *
   * @param versions at least one
   * @throws AssertionError naming the component
   */
  public void consumes(Class<? extends Record> record, int... versions) {
    assertThat(versions).as("versions that %s reads", record.getName()).isNotEmpty();
    String type = EventTypes.of(record).name();
    for (int version : versions) {
      Data agreed = golden.payload(type, version);
      JsonNode tree = tree(agreed);
      EventJson.decode(agreed, record);
      assertThat(Arrays.stream(record.getRecordComponents()).map(one -> one.getName()))
          .as("components of %s in %s version %d", record.getName(), type, version)
          .allMatch(tree::has);
    }
  }

  private static JsonNode tree(Data payload) {
    return EventJson.decode(payload, JsonNode.class);
  }
}
