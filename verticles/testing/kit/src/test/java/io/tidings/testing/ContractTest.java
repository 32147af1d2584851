package io.tidings.testing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.model.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  record Route<S>(S first, List<S> stops, Map<String, S> returns, Optional<S> customs) {}

  record Stop(String town, Address at) {}

  record Address(String street, int number) {}

  @EventType("parcels.parcel-routed")
  record Routed(Route<Stop> route) {}

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
  void a_consumer_finds_all_that_the_records_within_its_record_want() throws IOException {
    routed("{'town':'Graz','at':{'street':'Ring','number':1}}");

    assertThatCode(() -> contract.consumes(Routed.class, 1)).doesNotThrowAnyException();
  }

  @Test
  void a_component_that_is_missing_within_a_record_of_a_record_fails_by_its_path()
      throws IOException {
    routed("{'at':{'street':'Ring','number':1}}");
    assertThatThrownBy(() -> contract.consumes(Routed.class, 1))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("/route/first/town")
        .hasMessageContaining("/route/stops/0/town")
        .hasMessageContaining("/route/returns/late/town")
        .hasMessageContaining("/route/customs/town");

    routed("{'town':'Graz','at':{'number':1}}");
    assertThatThrownBy(() -> contract.consumes(Routed.class, 1))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("/route/first/at/street");

    routed("{'town':'Graz'}");
    assertThatThrownBy(() -> contract.consumes(Routed.class, 1))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("/route/first/at");
  }

  private void routed(String stop) throws IOException {
    String route = "{'route':{'first':%1$s,'stops':[%1$s],'returns':{'late':%1$s},'customs':%1$s}}";
    Files.writeString(
        directory.resolve("parcels.parcel-routed.v1.json"),
        route.formatted(stop).replace('\'', '"'));
  }

  @Test
  void a_producer_that_gives_no_example_has_shown_nothing() {
    assertThatThrownBy(() -> contract.produces())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("examples of what is produced");
  }

  @Test
  void a_version_that_nobody_has_agreed_on_fails() {
    assertThatThrownBy(() -> contract.consumes(LessIsEnough.class, 3))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("parcels.parcel-sent version 3");
  }
}
