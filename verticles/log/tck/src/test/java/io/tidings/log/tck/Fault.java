package io.tidings.log.tck;

import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.AppendResult.Recorded;
import io.tidings.model.AppendResult.Stale;
import io.tidings.model.Boundary;
import io.tidings.model.Filter;
import io.tidings.model.NewEvent;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.tidings.model.Unchanged;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Ways to break a log that is sound otherwise, each named after the guarantee it breaks. */
enum Fault {
  L1_splits_appends {
    @Override
    List<Append> recorded(List<Append> batch) {
      return batch.stream()
          .flatMap(append -> append.events().stream().map(Append::of))
          .collect(Collectors.toList());
    }
  },
  L4_forgets_expected_versions {
    @Override
    List<Append> recorded(List<Append> batch) {
      return each(batch, append -> new Append(append.events(), Map.of(), append.unchanged()));
    }
  },
  L4_forgets_conditions_on_streams_that_are_not_written {
    @Override
    List<Append> recorded(List<Append> batch) {
      return each(batch, Fault::withoutOtherConditions);
    }
  },
  L4_answers_the_expected_version {
    @Override
    AppendResult answered(AppendResult result) {
      return result instanceof Stale stale
          ? new Stale(stale.stream(), stale.expected(), stale.expected())
          : result;
    }
  },
  L5_does_not_tell_a_repeat {
    @Override
    AppendResult answered(AppendResult result) {
      return result instanceof Recorded recorded
          ? new Recorded(recorded.receipts(), false)
          : result;
    }
  },
  L5_takes_every_source_for_the_same {
    @Override
    List<Append> recorded(List<Append> batch) {
      return eachEvent(
          batch, event -> copy(event, Samples.SOURCE, event.time(), event.extensions()));
    }
  },
  L7_goes_on_from_any_cursor {
    @Override
    Query asked(Query query) {
      return query.unit() == Query.Unit.VERSION
          ? query
          : new Query(
              query.filter(), query.unit(), 0, 0, query.before(), query.direction(), query.limit());
    }
  },
  L8_rounds_time {
    @Override
    List<Append> recorded(List<Append> batch) {
      return eachEvent(
          batch,
          event -> {
            String time = event.time() == null ? null : event.time().replaceAll("\\.\\d+", "");
            return copy(event, event.source(), time, event.extensions());
          });
    }
  },
  L8_makes_text_of_extensions {
    @Override
    List<Append> recorded(List<Append> batch) {
      return eachEvent(
          batch,
          event -> {
            Map<String, Object> texts = new HashMap<>(event.extensions());
            texts.replaceAll(
                (name, value) -> name.equals("schemaversion") ? value : value.toString());
            return copy(event, event.source(), event.time(), texts);
          });
    }
  },
  L3_loses_the_last_event_of_a_full_page {
    @Override
    Page answered(Page page) {
      List<RecordedEvent> events = page.events();
      return page.end()
          ? page
          : new Page(
              events.subList(0, Math.max(0, events.size() - 1)),
              page.through(),
              false,
              page.head());
    }
  },
  L3_says_that_it_looked_at_everything {
    @Override
    Page answered(Page page) {
      return new Page(page.events(), page.head().position(), page.end(), page.head());
    }
  },
  L3_shows_no_event_of_the_newest_append_but_its_position {
    @Override
    Page answered(Page page) {
      Set<Long> newest = Set.of(page.head().position());
      return new Page(
          page.events().stream().filter(event -> !newest.contains(event.position())).toList(),
          page.through(),
          page.end(),
          page.head());
    }
  },
  L9_forgets_the_boundary {
    @Override
    List<Append> recorded(List<Append> batch) {
      return each(batch, append -> new Append(append.events(), append.expected()));
    }
  },
  L9_looks_at_the_first_criterion_alone {
    @Override
    List<Append> recorded(List<Append> batch) {
      return eachUnchanged(
          batch,
          unchanged ->
              new Unchanged(
                  new Boundary(unchanged.boundary().anyOf().subList(0, 1)), unchanged.since()));
    }
  },
  L9_answers_no_position {
    @Override
    AppendResult answered(AppendResult result) {
      return result instanceof AppendResult.Overtaken ? new AppendResult.Overtaken(0) : result;
    }
  },
  L9_reads_without_the_boundary {
    @Override
    Query asked(Query query) {
      Filter filter = query.filter();
      return new Query(
          new Filter(filter.types(), filter.category(), filter.stream(), filter.slots()),
          query.unit(),
          query.epoch(),
          query.after(),
          query.before(),
          query.direction(),
          query.limit());
    }
  };

  List<Append> recorded(List<Append> batch) {
    return batch;
  }

  AppendResult answered(AppendResult result) {
    return result;
  }

  Query asked(Query query) {
    return query;
  }

  Page answered(Page page) {
    return page;
  }

  private static List<Append> each(List<Append> batch, UnaryOperator<Append> change) {
    return batch.stream().map(change).toList();
  }

  private static List<Append> eachUnchanged(List<Append> batch, UnaryOperator<Unchanged> change) {
    return each(
        batch,
        append ->
            append.unchanged() == null
                ? append
                : new Append(append.events(), append.expected(), change.apply(append.unchanged())));
  }

  private static List<Append> eachEvent(List<Append> batch, UnaryOperator<NewEvent> change) {
    return each(
        batch,
        append ->
            new Append(
                append.events().stream().map(change).toList(),
                append.expected(),
                append.unchanged()));
  }

  private static Append withoutOtherConditions(Append append) {
    Map<String, Long> expected = new HashMap<>(append.expected());
    expected
        .keySet()
        .retainAll(append.events().stream().map(NewEvent::stream).collect(Collectors.toSet()));
    return new Append(append.events(), expected, append.unchanged());
  }

  private static NewEvent copy(
      NewEvent event, String source, String time, Map<String, Object> extensions) {
    return new NewEvent(
        event.id(),
        source,
        event.type(),
        event.stream(),
        event.subject(),
        time,
        event.contentType(),
        event.dataSchema(),
        extensions,
        event.data());
  }
}
