package io.tidings.log.tck;

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
import java.util.ArrayList;
import java.util.List;

/** Students and courses: whether one may enrol depends on events of both. */
final class BoundarySamples {

  static final String ENROLLED = "courses.student-enrolled";

  private BoundarySamples() {}

  /**
   * What was read of a boundary.
   *
   * @param read how far
   */
  record Attempt(List<RecordedEvent> matches, Cursor read) {}

  static NewEvent enrolled(String course, String student) {
    return of(ENROLLED, course, student);
  }

  static NewEvent of(String type, String course, String student) {
    NewEvent plain = Samples.ofType(type, "enrolment-" + course + "-" + student);
    return NewEvent.builder(plain.id(), plain.source(), type)
        .subject(plain.subject())
        .extension("course", course)
        .extension("student", student)
        .extension("correlationid", "story-1")
        .data(plain.data())
        .build();
  }

  /** Everything about the course, and everything about the student. */
  static Boundary about(String course, String student) {
    return Boundary.anyOf(
        Criterion.attribute("course", course), Criterion.attribute("student", student));
  }

  static Filter filter(Criterion... criteria) {
    return Filter.boundary(Boundary.anyOf(criteria));
  }

  /** Page after page to the end. */
  static Attempt read(AwaitedLog log, Boundary boundary, Cursor after) {
    List<RecordedEvent> matches = new ArrayList<>();
    Query query = Query.after(after, Filter.boundary(boundary), 100);
    Page page = log.read(query);
    matches.addAll(page.events());
    while (!page.end()) {
      query = query.onward(page.through());
      page = log.read(query);
      matches.addAll(page.events());
    }
    return new Attempt(matches, new Cursor(page.head().epoch(), page.through()));
  }

  /** Enrols if the course has a place and the student takes few enough; answers how often. */
  static int enrol(AwaitedLog log, String course, String student, int places, int most) {
    Boundary boundary = about(course, student);
    NewEvent event = enrolled(course, student);
    List<RecordedEvent> seen = new ArrayList<>();
    Cursor since = Cursor.START;
    while (true) {
      Attempt attempt = read(log, boundary, since);
      seen.addAll(attempt.matches());
      since = attempt.read();
      if (count(seen, "course", course) >= places || count(seen, "student", student) >= most) {
        return 0;
      }
      AppendResult result = log.append(Append.unless(boundary, since, event));
      if (result instanceof AppendResult.Recorded) {
        return 1;
      }
      if (!(result instanceof AppendResult.Overtaken overtaken)
          || overtaken.position() <= since.position()) {
        throw new AssertionError("not decided by what was read up to " + since + ": " + result);
      }
    }
  }

  private static long count(List<RecordedEvent> events, String attribute, String value) {
    return events.stream()
        .filter(event -> value.equals(event.event().extension(attribute)))
        .count();
  }
}
