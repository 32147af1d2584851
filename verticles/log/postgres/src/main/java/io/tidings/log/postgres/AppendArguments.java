package io.tidings.log.postgres;

import io.tidings.model.Append;
import io.tidings.model.NewEvent;
import io.tidings.model.Unchanged;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;

/** A batch as the parallel arrays that the SQL function {@code append} takes. */
final class AppendArguments {

  private static final JsonObject NONE = new JsonObject(Map.of());

  private final List<Append> batch;
  private final List<NewEvent> events;

  AppendArguments(List<Append> batch) {
    this.batch = batch;
    this.events = batch.stream().flatMap(append -> append.events().stream()).toList();
  }

  /** All events of the batch, in order. */
  List<NewEvent> events() {
    return events;
  }

  Tuple tuple(boolean announce) {
    Expectations expectations = new Expectations(batch);
    Conditions conditions = new Conditions(batch);
    return Tuple.tuple(
        Arrays.asList(
            texts(NewEvent::id),
            texts(NewEvent::source),
            texts(NewEvent::type),
            orNull(column(AppendArguments::bytes, Buffer[]::new)),
            texts(NewEvent::stream),
            orNull(texts(NewEvent::subject)),
            orNull(texts(NewEvent::time)),
            orNull(texts(NewEvent::contentType)),
            orNull(texts(NewEvent::dataSchema)),
            texts(AppendArguments::form),
            extensions(),
            appends(),
            expectations.streams,
            expectations.versions,
            expectations.appends,
            announce,
            conditions.unless,
            conditions.since,
            conditions.epochs,
            conditions.appends));
  }

  private String[] texts(Function<NewEvent, String> attribute) {
    return column(attribute, String[]::new);
  }

  private <T> T[] column(Function<NewEvent, T> attribute, IntFunction<T[]> array) {
    T[] column = array.apply(events.size());
    for (int at = 0; at < column.length; at++) {
      column[at] = attribute.apply(events.get(at));
    }
    return column;
  }

  /** Attributes that no event has need not travel. */
  private static <T> T[] orNull(T[] column) {
    return Arrays.stream(column).allMatch(Objects::isNull) ? null : column;
  }

  private Integer[] appends() {
    Integer[] appends = new Integer[events.size()];
    int at = 0;
    for (int append = 0; append < batch.size(); append++) {
      int end = at + batch.get(append).events().size();
      Arrays.fill(appends, at, end, append + 1);
      at = end;
    }
    return appends;
  }

  private static Buffer bytes(NewEvent event) {
    return event.data() == null ? null : Buffer.buffer(event.data().toByteArray());
  }

  private static String form(NewEvent event) {
    return event.data() == null ? null : Forms.letter(event.data().form());
  }

  /** The client writes a null in such an array as the JSON null, hence the empty objects. */
  private JsonObject[] extensions() {
    JsonObject[] column = column(AppendArguments::extensions, JsonObject[]::new);
    return Arrays.stream(column).allMatch(NONE::equals) ? null : column;
  }

  private static JsonObject extensions(NewEvent event) {
    return event.extensions().isEmpty() ? NONE : new JsonObject(new HashMap<>(event.extensions()));
  }

  private static final class Expectations {
    private final String[] streams;
    private final Long[] versions;
    private final Integer[] appends;

    Expectations(List<Append> batch) {
      int size = batch.stream().mapToInt(append -> append.expected().size()).sum();
      streams = new String[size];
      versions = new Long[size];
      appends = new Integer[size];
      int at = 0;
      for (int append = 0; append < batch.size(); append++) {
        for (Map.Entry<String, Long> expected : batch.get(append).expected().entrySet()) {
          streams[at] = expected.getKey();
          versions[at] = expected.getValue();
          appends[at] = append + 1;
          at++;
        }
      }
    }
  }

  /** Null if there are none: then they need not travel. */
  private static final class Conditions {
    private final JsonArray[] unless;
    private final Long[] since;
    private final Long[] epochs;
    private final Integer[] appends;

    Conditions(List<Append> batch) {
      int size = (int) batch.stream().filter(append -> append.unchanged() != null).count();
      unless = size == 0 ? null : new JsonArray[size];
      since = size == 0 ? null : new Long[size];
      epochs = size == 0 ? null : new Long[size];
      appends = size == 0 ? null : new Integer[size];
      int at = 0;
      for (int append = 0; append < batch.size(); append++) {
        Unchanged unchanged = batch.get(append).unchanged();
        if (unchanged != null) {
          unless[at] = Boundaries.json(unchanged.boundary());
          since[at] = unchanged.since().position();
          epochs[at] = unchanged.since().epoch();
          appends[at] = append + 1;
          at++;
        }
      }
    }
  }
}
