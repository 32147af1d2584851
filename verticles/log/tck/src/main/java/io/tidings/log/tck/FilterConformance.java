package io.tidings.log.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.model.Filter;
import io.tidings.model.Query;
import io.tidings.model.Query.Direction;
import io.tidings.model.Query.Unit;
import io.tidings.model.RecordedEvent;
import io.tidings.model.SlotRange;
import io.tidings.model.StreamName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Reads by type, category, stream and slot, and by all of them together. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public interface FilterConformance extends LogFixture {

  @Test
  default void one_type_is_read() {
    Story story = Story.tell(openLog());

    for (String type : Story.TYPES) {
      check(story, Filter.types(type));
    }
  }

  @Test
  default void several_types_are_read_in_order_of_position() {
    Story story = Story.tell(openLog());

    check(story, Filter.types("a.placed", "B"));
    check(story, Filter.types("a.paid", "a.placed-late", "never.seen"));
    check(story, Filter.types(Story.TYPES.toArray(String[]::new)));
  }

  @Test
  default void types_are_compared_exactly() {
    Story story = Story.tell(openLog());

    for (String type : List.of("b", "a.place", "a.placed-", "a%", "a.*", "")) {
      assertThat(story.log().readAll(Filter.types(type))).as(type).isEmpty();
    }
  }

  @Test
  default void a_category_is_what_stands_before_the_first_dash() {
    Story story = Story.tell(openLog());

    for (String category : List.of("order", "orders", "customer", "", "\u6ce8")) {
      check(story, Filter.category(category));
    }
    assertThat(story.log().readAll(Filter.category("order")))
        .extracting(RecordedEvent::stream)
        .contains("order", "order-1", "order-10")
        .doesNotContain("orders-1");
    assertThat(story.log().readAll(Filter.category("ord"))).isEmpty();
  }

  @Test
  default void the_category_of_any_stream_name_is_found() {
    AwaitedLog log = openLog();
    Samples.streamNames().forEach(stream -> log.record(Samples.event(stream)));

    for (String stream : Samples.streamNames()) {
      assertThat(log.readAll(Filter.category(StreamName.category(stream))))
          .extracting(RecordedEvent::stream)
          .contains(stream);
    }
  }

  @Test
  default void a_slot_range_is_read() {
    Story story = Story.tell(openLog());

    for (String stream : Story.STREAMS) {
      int slot = StreamName.slot(stream);
      check(story, Filter.slots(new SlotRange(slot, slot)));
      check(story, Filter.slots(new SlotRange(0, slot)));
      check(story, Filter.slots(new SlotRange(slot, StreamName.SLOTS - 1)));
    }
  }

  @Test
  default void slot_ranges_divide_the_log_without_loss_or_overlap() {
    AwaitedLog log = openLog();
    for (int at = 0; at < 4; at++) {
      Samples.streamNames().forEach(stream -> log.record(Samples.event(stream)));
    }
    int share = StreamName.SLOTS / 8;
    List<RecordedEvent> parts = new ArrayList<>();
    for (int first = 0; first < StreamName.SLOTS; first += share) {
      parts.addAll(log.readAll(Filter.slots(new SlotRange(first, first + share - 1))));
    }

    assertThat(parts)
        .hasSize(4 * Samples.streamNames().size())
        .containsExactlyInAnyOrderElementsOf(log.readAll());
  }

  @Test
  default void conditions_together_must_all_hold() {
    Story story = Story.tell(openLog());
    SlotRange slot = new SlotRange(StreamName.slot("order-2"), StreamName.slot("order-2"));

    check(story, new Filter(Set.of("a.paid"), "order", null, SlotRange.ALL));
    check(story, new Filter(Set.of("a.paid", "B"), "order", null, SlotRange.ALL));
    check(story, new Filter(Set.of(), "order", null, slot));
    check(story, new Filter(Set.of("a.placed"), null, null, slot));
    check(story, new Filter(Set.of("a.placed", "a.paid"), "order", "order-2", slot));
    Filter contradiction = new Filter(Set.of(), "customer", "order-2", SlotRange.ALL);
    assertThat(story.log().readAll(contradiction)).isEmpty();
  }

  @Test
  default void any_query_gives_what_a_plain_filter_of_the_whole_log_gives() {
    Story story = Story.tell(openLog());
    Random random = new Random(20240229);

    for (int at = 0; at < 300; at++) {
      Query query = anyQuery(random);
      assertThat(story.log().readAll(query)).as("%s", query).isEqualTo(story.expected(query));
    }
  }

  private static void check(Story story, Filter filter) {
    for (Direction direction : Direction.values()) {
      Query query = Story.query(filter, direction);
      List<RecordedEvent> expected = story.expected(query);
      assertThat(expected).as("%s finds something", filter).isNotEmpty();
      assertThat(story.log().readAll(query)).as("%s", query).isEqualTo(expected);
      assertThat(story.log().readAll(Story.limited(query, 4))).as("in pages").isEqualTo(expected);
    }
  }

  private static Query anyQuery(Random random) {
    Set<String> types = new HashSet<>();
    for (int more = random.nextInt(6) - 2; more > 0; more--) {
      types.add(any(Story.TYPES, random));
    }
    String stream = random.nextInt(3) == 0 ? any(Story.STREAMS, random) : null;
    String category =
        random.nextInt(3) == 0 ? StreamName.category(any(Story.STREAMS, random)) : null;
    int slot = random.nextInt(StreamName.SLOTS);
    SlotRange slots = random.nextInt(3) == 0 ? new SlotRange(slot / 3, slot) : SlotRange.ALL;
    Unit unit = stream != null && random.nextBoolean() ? Unit.VERSION : Unit.POSITION;
    int range = unit == Unit.VERSION ? 12 : 121;
    return new Query(
        new Filter(types, category, stream, slots),
        unit,
        0,
        random.nextBoolean() ? 0 : random.nextInt(range),
        random.nextBoolean() ? Long.MAX_VALUE : random.nextInt(range),
        random.nextBoolean() ? Direction.FORWARD : Direction.BACKWARD,
        1 + random.nextInt(40));
  }

  private static String any(List<String> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }
}
