package io.tidings.benchmarks;

import io.tidings.log.EventLog;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.Boundary;
import io.tidings.model.Criterion;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.NewEvent;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * 64 writers that enrol students in courses: each reads the events of the course and of the
 * student, decides, and appends on condition that nothing was recorded of them since. Against
 * appends of the same events that expect a version, without reading and deciding anything.
 */
final class BoundaryDecisions implements Benchmark {

  private static final int EVENTS = 40_000;
  private static final int COURSES = 2_000;
  private static final int STUDENTS = 20_000;
  private static final int PLACES = 30;
  private static final double GOAL = 0.3;

  private final AtomicLong overtaken = new AtomicLong();
  private final AtomicLong rejected = new AtomicLong();

  @Override
  public String name() {
    return "boundary";
  }

  @Override
  public String help() {
    return "64 writers that decide over boundaries, against appends that expect a version";
  }

  @Override
  public List<Row> run(Bench bench) throws Exception {
    int events = bench.events(EVENTS);
    try (LocalLog raw = LocalLog.open(bench.freshLog());
        LocalLog shown = LocalLog.open(bench.freshLog());
        LocalLog conditional = LocalLog.open(bench.freshLog());
        LocalLog deciding = LocalLog.open(bench.freshLog())) {
      Rounds.Round baseline =
          () -> Callers.run(raw.vertx(), events, event -> expecting(raw, plain(event)));
      List<Row> rows = new ArrayList<>();
      rows.add(
          Rounds.compare(
              bench,
              name() + ": read, decide, append",
              "decisions/s",
              baseline,
              () -> Callers.run(deciding.vertx(), events, event -> enrol(deciding.bus(), event)),
              GOAL));
      rows.add(
          Rounds.compare(
              bench,
              name() + ": condition alone",
              "events/s",
              baseline,
              () -> Callers.run(conditional.vertx(), events, event -> unless(conditional, event)),
              Double.NaN));
      rows.add(
          Rounds.compare(
              bench,
              name() + ": attributes alone",
              "events/s",
              baseline,
              () -> Callers.run(shown.vertx(), events, event -> expecting(shown, random(event))),
              Double.NaN));
      rows.add(Row.context("overtaken and decided again", "decisions", overtaken.get()));
      rows.add(Row.context("rejected: course full", "decisions", rejected.get()));
      requireNoCourseOverbooked(deciding.bus());
      return rows;
    }
  }

  private static Future<?> expecting(LocalLog log, NewEvent event) {
    return recorded(log.bus().append(Append.to(event.stream(), 0, event)));
  }

  /** Nothing of this boundary is ever there: the cost of looking. */
  private static Future<?> unless(LocalLog log, NewEvent event) {
    NewEvent enrolled = random(event);
    Boundary own =
        Boundary.anyOf(
            Criterion.attribute("enrolment", enrolled.id()),
            Criterion.attribute("claim", enrolled.id()));
    return recorded(log.bus().append(Append.unless(own, Cursor.START, enrolled)));
  }

  private static Future<AppendResult> recorded(Future<AppendResult> append) {
    return append.map(
        result -> {
          if (!(result instanceof AppendResult.Recorded)) {
            throw new IllegalStateException("not recorded: " + result);
          }
          return result;
        });
  }

  private Future<AppendResult> enrol(EventLog log, NewEvent sample) {
    NewEvent event = random(sample);
    Criterion course = Criterion.attribute("course", event.extension("course"));
    Criterion student = Criterion.attribute("student", event.extension("student"));
    return decide(log, event, Boundary.anyOf(course, student), Cursor.START, 0);
  }

  private Future<AppendResult> decide(
      EventLog log, NewEvent event, Boundary boundary, Cursor since, long taken) {
    return log.read(Query.after(since, Filter.boundary(boundary), Query.MAX_LIMIT))
        .compose(
            page -> {
              long students = taken + count(page, event.extension("course"));
              Cursor read = new Cursor(page.head().epoch(), page.through());
              if (!page.end()) {
                return decide(log, event, boundary, read, students);
              }
              if (students >= PLACES) {
                rejected.incrementAndGet();
                return Future.succeededFuture();
              }
              return log.append(Append.unless(boundary, read, event))
                  .compose(result -> again(log, event, boundary, read, students, result));
            });
  }

  private Future<AppendResult> again(
      EventLog log,
      NewEvent event,
      Boundary boundary,
      Cursor read,
      long taken,
      AppendResult result) {
    if (result instanceof AppendResult.Overtaken) {
      overtaken.incrementAndGet();
      return decide(log, event, boundary, read, taken);
    }
    return recorded(Future.succeededFuture(result));
  }

  private static long count(Page page, String course) {
    return page.events().stream()
        .filter(event -> course.equals(event.event().extension("course")))
        .count();
  }

  private static void requireNoCourseOverbooked(EventLog log) {
    Map<String, Integer> students = new HashMap<>();
    Query query = Query.after(Cursor.START, Filter.ALL, Query.MAX_LIMIT);
    Page page;
    do {
      page = log.read(query).await();
      for (RecordedEvent event : page.events()) {
        students.merge(event.event().extension("course"), 1, Integer::sum);
      }
      query = query.onward(page.through());
    } while (!page.end());
    students.forEach(
        (course, count) -> {
          if (count > PLACES) {
            throw new IllegalStateException(course + " has " + count + " of " + PLACES);
          }
        });
  }

  private static NewEvent plain(NewEvent sample) {
    return builder(sample).build();
  }

  private static NewEvent random(NewEvent sample) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return builder(sample)
        .extension("course", "C" + random.nextInt(COURSES))
        .extension("student", "S" + random.nextInt(STUDENTS))
        .build();
  }

  /** Each event begins a stream, so that no version is ever stale. */
  private static NewEvent.Builder builder(NewEvent sample) {
    return NewEvent.builder(sample.id(), sample.source(), "courses.student-enrolled").stream(
            "enrolment-" + sample.id())
        .time(sample.time())
        .contentType(sample.contentType())
        .data(sample.data());
  }
}
