package io.tidings.log.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.model.Page;
import io.tidings.model.Query;
import io.tidings.model.Query.Direction;
import io.tidings.model.Query.Unit;
import io.tidings.model.RecordedEvent;
import java.util.Comparator;
import java.util.List;

/** What holds of every page, whatever was asked. Every read of the suites is checked by it. */
final class PageRules {

  private PageRules() {}

  static void check(Query query, Page page) {
    List<Long> places = page.events().stream().map(event -> place(query, event)).toList();
    assertThat(places).as("as many as asked for").hasSizeLessThanOrEqualTo(query.limit());
    assertThat(places).as("each once, in the direction asked for").doesNotHaveDuplicates();
    assertThat(places).isSortedAccordingTo(order(query));
    assertThat(places)
        .as("between the bounds")
        .allMatch(place -> query.after() < place && place < query.before());
    assertThat(page.events()).as("what was asked for").allMatch(query.filter()::matches);
    checkThrough(query, page, places);
    checkBytes(page);
  }

  private static void checkThrough(Query query, Page page, List<Long> places) {
    boolean forward = query.direction() == Direction.FORWARD;
    if (forward) {
      assertThat(page.through()).isGreaterThanOrEqualTo(query.after());
    } else {
      assertThat(page.through()).isBetween(0L, query.before());
    }
    if (!places.isEmpty()) {
      long last = places.get(places.size() - 1);
      assertThat(page.through())
          .as("looked at everything in the page")
          .satisfies(through -> assertThat(forward ? through >= last : through <= last).isTrue());
    }
    if (forward && query.unit() == Unit.POSITION) {
      assertThat(page.through())
          .as("what is still to come was not looked at")
          .isLessThanOrEqualTo(Math.max(query.after(), page.head().position()));
    }
  }

  private static void checkBytes(Page page) {
    long bytes = page.events().stream().mapToLong(PageRules::size).sum();
    assertThat(page.events().size() < 2 || bytes <= Query.MAX_PAGE_BYTES)
        .as("a page of %d events holds %d bytes", page.events().size(), bytes)
        .isTrue();
  }

  private static long size(RecordedEvent event) {
    return event.data() == null ? 0 : event.data().length();
  }

  private static long place(Query query, RecordedEvent event) {
    return query.unit() == Unit.VERSION ? event.version() : event.position();
  }

  private static Comparator<Long> order(Query query) {
    Comparator<Long> oldestFirst = Comparator.naturalOrder();
    return query.direction() == Direction.FORWARD ? oldestFirst : oldestFirst.reversed();
  }
}
