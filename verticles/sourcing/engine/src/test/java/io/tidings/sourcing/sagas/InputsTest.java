package io.tidings.sourcing.sagas;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.model.Data;
import io.tidings.model.EventFamily;
import io.tidings.model.EventType;
import io.tidings.model.NewEvent;
import io.tidings.model.RecordedEvent;
import io.tidings.sourcing.CommandType;
import io.tidings.sourcing.Rejection;
import io.tidings.sourcing.Saga;
import io.tidings.sourcing.SagaInput.Happened;
import io.tidings.sourcing.SagaInput.Rejected;
import io.tidings.sourcing.SagaInput.TimedOut;
import io.tidings.sourcing.Step;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class InputsTest {

  sealed interface ParcelEvent {}

  @EventType(value = "parcels.parcel-sent", version = 2)
  record Sent(String parcel, String order) implements ParcelEvent {}

  @EventType("parcels.parcel-lost")
  record Lost(String parcel) implements ParcelEvent {}

  @EventType("parcels.parcel-sent")
  record SentV1(List<String> parcels, String order) {}

  @EventType("orders.placed")
  record Placed(String order) {}

  @CommandType("send-parcel")
  record SendParcel(String parcel) {}

  record State(String order) {}

  private static final EventFamily<ParcelEvent> PARCELS =
      EventFamily.of(ParcelEvent.class)
          .split(SentV1.class, InputsTest::each)
          .renamed("mail.sent", 2, Sent.class)
          .dropped("parcels.parcel-viewed", 1)
          .build();

  private static final Saga<State> SAGA =
      Saga.named("shipping", State.class)
          .reads(PARCELS)
          .startsOn(Placed.class, Placed::order, placed -> Step.stay())
          .on(Sent.class, Sent::order, (state, sent) -> Step.stay())
          .onRejection(SendParcel.class, (state, command, why) -> Step.stay())
          .build();

  private final Inputs inputs = new Inputs(SAGA, new Names(SAGA));

  private static List<?> each(SentV1 old) {
    return old.parcels().stream().map(parcel -> new Sent(parcel, old.order())).toList();
  }

  @Test
  void the_types_are_those_of_handlers_also_by_older_names() {
    assertThat(inputs.types())
        .containsExactlyInAnyOrder(
            "orders.placed",
            "parcels.parcel-sent",
            "mail.sent",
            "shipping.saga-timed-out",
            "shipping.saga-command-rejected");
  }

  @Test
  void an_older_event_is_what_it_stands_for_today() {
    assertThat(inputs.of(recorded("parcels.parcel-sent", "{'parcels':['1','2'],'order':'A1'}")))
        .containsOnlyKeys("A1")
        .containsEntry(
            "A1", List.of(new Happened(new Sent("1", "A1")), new Happened(new Sent("2", "A1"))));
  }

  @Test
  void an_event_without_a_key_is_of_no_instance() {
    assertThat(inputs.of(recorded("orders.placed", "{'order':null}"))).isEmpty();
  }

  @Test
  void time_outs_and_rejections_are_of_the_instance_of_their_stream() {
    String rejected =
        "{'step':2,'sent':1,'command':{'decider':'parcels','stream':'parcel-1','type':'%s',"
            + "'data':{'parcel':'1'}},'rejection':{'code':'too-far','detail':'x'}}";
    Rejection why = new Rejection("too-far", "x");

    assertThat(inputs.of(recorded("shipping.saga-timed-out", "{'name':'late','step':3}")))
        .containsEntry("A-1", List.of(new TimedOut("late", 3)));
    assertThat(
            inputs.of(
                recorded("shipping.saga-command-rejected", rejected.formatted("send-parcel"))))
        .containsEntry("A-1", List.of(new Rejected(2, 1, new SendParcel("1"), why)));
    assertThat(
            inputs
                .of(recorded("shipping.saga-command-rejected", rejected.formatted("other")))
                .get("A-1"))
        .first()
        .isInstanceOfSatisfying(
            Rejected.class, other -> assertThat(other.message()).isInstanceOf(Records.Sent.class));
  }

  private static RecordedEvent recorded(String type, String json) {
    NewEvent event =
        NewEvent.builder("1", "/test", type).stream("shipping-A-1")
            .data(Data.of(Data.Form.JSON, json.replace('\'', '"').getBytes()))
            .build();
    return new RecordedEvent(event, 1, 1, 1, Instant.EPOCH);
  }
}
