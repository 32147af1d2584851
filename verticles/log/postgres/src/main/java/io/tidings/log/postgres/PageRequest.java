package io.tidings.log.postgres;

import io.tidings.model.Filter;
import io.tidings.model.Query;
import io.tidings.model.Query.Direction;
import io.tidings.model.Query.Unit;
import io.tidings.model.StreamName;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** The statement that answers a query by one index, and its arguments. */
record PageRequest(Sql statement, Tuple arguments) {

  /** How many index entries a page looks at for want of a match: a few milliseconds' work. */
  static final int MAX_ENTRIES = 4096;

  private static final int LEAST_ENTRIES_A_KEY = 16;

  /** Four times its even share: keys are seldom even. */
  private static final int SHARE = 4;

  static PageRequest of(Query query) {
    Filter filter = query.filter();
    if (filter.stream() != null) {
      return stream(query, filter);
    }
    if (filter.boundary() != null) {
      return boundary(query, filter);
    }
    if (!filter.types().isEmpty()) {
      return types(query, filter);
    }
    if (filter.category() != null) {
      return category(query, filter);
    }
    return filter.slots().all() ? log(query) : slots(query, filter);
  }

  private static PageRequest log(Query query) {
    return new PageRequest(
        choose(query, Sql.READ_LOG_FORWARD, Sql.READ_LOG_BACKWARD), Tuple.tuple(bounds(query)));
  }

  private static PageRequest stream(Query query, Filter filter) {
    List<Object> arguments = bounds(query);
    boolean further = !filter.types().isEmpty() || filter.boundary() != null;
    arguments.add(entries(query, 1, further));
    arguments.add(filter.stream());
    arguments.add(typesThatCanMatch(filter));
    arguments.add(query.unit() == Unit.POSITION);
    arguments.add(filter.boundary() == null ? null : Boundaries.json(filter.boundary()));
    return new PageRequest(
        choose(query, Sql.READ_STREAM_FORWARD, Sql.READ_STREAM_BACKWARD), Tuple.tuple(arguments));
  }

  /** Null for every type; none if another condition excludes the stream itself. */
  private static String[] typesThatCanMatch(Filter filter) {
    boolean excluded =
        filter.category() != null && !filter.category().equals(StreamName.category(filter.stream()))
            || !filter.slots().contains(StreamName.slot(filter.stream()));
    if (excluded) {
      return new String[0];
    }
    return filter.types().isEmpty() ? null : filter.types().toArray(String[]::new);
  }

  private static PageRequest boundary(Query query, Filter filter) {
    boolean further =
        !filter.types().isEmpty()
            || filter.category() != null
            || !filter.slots().all()
            || Boundaries.narrowsItsKeys(filter.boundary());
    List<Object> arguments = bounds(query);
    arguments.add(entries(query, Boundaries.keys(filter.boundary()), further));
    arguments.add(filter.types().isEmpty() ? null : filter.types().toArray(String[]::new));
    arguments.add(filter.category());
    addSlots(arguments, filter);
    arguments.add(Boundaries.json(filter.boundary()));
    return new PageRequest(
        choose(query, Sql.READ_BOUNDARY_FORWARD, Sql.READ_BOUNDARY_BACKWARD),
        Tuple.tuple(arguments));
  }

  private static PageRequest types(Query query, Filter filter) {
    boolean further = filter.category() != null || !filter.slots().all();
    List<Object> arguments = bounds(query);
    arguments.add(entries(query, filter.types().size(), further));
    arguments.add(filter.types().toArray(String[]::new));
    arguments.add(filter.category());
    addSlots(arguments, filter);
    return new PageRequest(
        choose(query, Sql.READ_TYPES_FORWARD, Sql.READ_TYPES_BACKWARD), Tuple.tuple(arguments));
  }

  private static PageRequest category(Query query, Filter filter) {
    List<Object> arguments = bounds(query);
    arguments.add(entries(query, 1, !filter.slots().all()));
    arguments.add(filter.category());
    addSlots(arguments, filter);
    return new PageRequest(
        choose(query, Sql.READ_CATEGORY_FORWARD, Sql.READ_CATEGORY_BACKWARD),
        Tuple.tuple(arguments));
  }

  private static PageRequest slots(Query query, Filter filter) {
    int slots = filter.slots().last() - filter.slots().first() + 1;
    List<Object> arguments = bounds(query);
    arguments.add(entries(query, slots, false));
    arguments.add(filter.slots().first());
    arguments.add(filter.slots().last());
    return new PageRequest(
        choose(query, Sql.READ_SLOTS_FORWARD, Sql.READ_SLOTS_BACKWARD), Tuple.tuple(arguments));
  }

  private static List<Object> bounds(Query query) {
    List<Object> arguments = new ArrayList<>();
    arguments.add(query.after());
    arguments.add(query.before());
    arguments.add(query.limit());
    arguments.add((long) Query.MAX_PAGE_BYTES);
    return arguments;
  }

  private static void addSlots(List<Object> arguments, Filter filter) {
    arguments.add((short) filter.slots().first());
    arguments.add((short) filter.slots().last());
  }

  /** So many entries of each key that the page is likely full, or that the work is bounded. */
  private static int entries(Query query, int keys, boolean furtherConditions) {
    int wanted = furtherConditions ? MAX_ENTRIES : query.limit() + 1;
    return keys == 1 ? wanted : Math.max(LEAST_ENTRIES_A_KEY, SHARE * wanted / keys);
  }

  private static Sql choose(Query query, Sql forward, Sql backward) {
    return query.direction() == Direction.FORWARD ? forward : backward;
  }
}
