package io.tidings.testing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.model.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ContractTest {

  @EventType(value = "parcels.parcel-sent", version = 2)
  record OtherMembers(String id, List<String> things) {}

  @EventType(value = "parcels.parcel-sent", version = 2)
  record OtherKinds(int id, List<String> items) {}

  @EventType(value = "parcels.parcel-sent", version = 2)
  record LessIsEnough(String id) {}

  @EventType(value = "parcels.parcel-sent", version = 2)
  record TooMuch(String id, String sender) {}

  @TempDir Path directory;
  private Contract contract;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        directory.resolve("parcels.parcel-sent.v2.json"), "{\"id\":\"P1\",\"items\":[\"book\"]}");
    contract = Contract.of(GoldenFiles.in(directory));
  }

  @Test
  void a_producer_that_writes_what_is_agreed_passes() {
    assertThatCode(() -> contract.produces(new Parcel.Sent("P7", List.of("pen", "ink"))))
        .doesNotThrowAnyException();
  }

  @Test
  void a_producer_that_writes_another_member_fails_by_its_name() {
    assertThatThrownBy(() -> contract.produces(new OtherMembers("P7", List.of("pen"))))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("/items");
  }

  @Test
  void a_producer_that_writes_another_kind_of_value_fails() {
    assertThatThrownBy(() -> contract.produces(new OtherKinds(7, List.of("pen"))))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("/id is a STRING and NUMBER");
  }

  @Test
  void a_consumer_may_read_less_than_there_is_and_not_more() {
    assertThatCode(() -> contract.consumes(LessIsEnough.class, 2)).doesNotThrowAnyException();
    assertThatThrownBy(() -> contract.consumes(TooMuch.class, 2))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("sender");
  }

  @Test
  void a_version_that_nobody_has_agreed_on_fails() {
    assertThatThrownBy(() -> contract.consumes(LessIsEnough.class, 3))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("parcels.parcel-sent version 3");
  }
}
