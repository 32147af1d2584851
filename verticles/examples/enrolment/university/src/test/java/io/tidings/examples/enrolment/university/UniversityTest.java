package io.tidings.examples.enrolment.university;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.examples.enrolment.domain.EnrolmentCommand.EnrolStudent;
import io.tidings.examples.enrolment.domain.EnrolmentCommand.LeaveCourse;
import io.tidings.examples.enrolment.domain.EnrolmentCommand.OpenCourse;
import io.tidings.examples.enrolment.domain.EnrolmentDecider;
import io.tidings.examples.enrolment.domain.EnrolmentEvent;
import io.tidings.examples.enrolment.domain.EnrolmentEvent.StudentEnrolled;
import io.tidings.examples.enrolment.domain.EnrolmentEvent.StudentLeft;
import io.tidings.log.EventLog;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.tidings.sourcing.commands.CommandFailure;
import io.tidings.sourcing.commands.CommandOutcome;
import io.tidings.sourcing.engine.Sourcing;
import io.tidings.wire.EventJson;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
@DisplayNameGeneration(ReplaceUnderscores.class)
class UniversityTest {

  private static final int WRITERS = 64;
  private static final int COMMANDS = 25;
  private static final int COURSES = 12;
  private static final int CAPACITY = 9;
  private static final int STUDENTS = 40;

  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger rejected = new AtomicInteger();

  @Test
  void L9_whoever_enrols_at_whichever_node_no_course_is_overbooked_and_no_student_overworked() {
    try (DistantLog log = new DistantLog();
        UniversityNode one = new UniversityNode(log, "one");
        UniversityNode other = new UniversityNode(log, "other")) {
      for (int course = 0; course < COURSES; course++) {
        send(one.sourcing(), "course-" + course, new OpenCourse("course-" + course, CAPACITY))
            .await();
      }

      await(
          Future.all(
              IntStream.range(0, WRITERS)
                  .mapToObj(
                      writer ->
                          write(
                              (writer % 2 == 0 ? one : other).sourcing(),
                              new Random(writer),
                              COMMANDS))
                  .toList()));

      check(log);
      System.out.printf(
          "%s accepted, %s rejected, decided again: %d and %d%n",
          accepted, rejected, one.conflicts(), other.conflicts());
      assertThat(accepted.get()).isGreaterThan(STUDENTS);
      assertThat(rejected.get()).isGreaterThan(STUDENTS);
      assertThat(one.conflicts() + other.conflicts()).as("the nodes met").isPositive();
    }
  }

  /** Goes through the log as it is, and knows nothing but the two rules. */
  private static void check(EventLog log) {
    Map<String, Integer> byCourse = new HashMap<>();
    Map<String, Integer> byStudent = new HashMap<>();
    for (RecordedEvent recorded : all(log)) {
      for (EnrolmentEvent event : EventJson.decode(recorded.event(), EnrolmentEvent.FAMILY)) {
        if (event instanceof StudentEnrolled came) {
          assertThat(byCourse.merge(came.course(), 1, Integer::sum))
              .as("%s at %d", came.course(), recorded.position())
              .isLessThanOrEqualTo(CAPACITY);
          assertThat(byStudent.merge(came.student(), 1, Integer::sum))
              .as("%s at %d", came.student(), recorded.position())
              .isLessThanOrEqualTo(EnrolmentDecider.MOST_COURSES);
        } else if (event instanceof StudentLeft left) {
          byCourse.merge(left.course(), -1, Integer::sum);
          byStudent.merge(left.student(), -1, Integer::sum);
        }
      }
    }
  }

  private static List<RecordedEvent> all(EventLog log) {
    List<RecordedEvent> all = new ArrayList<>();
    Query query = Query.after(Cursor.START, Filter.ALL, Query.MAX_LIMIT);
    for (boolean end = false; !end; ) {
      Page page = log.read(query).await();
      all.addAll(page.events());
      query = query.onward(page.through());
      end = page.end();
    }
    return all;
  }

  private Future<?> write(Sourcing sourcing, Random random, int left) {
    if (left == 0) {
      return Future.succeededFuture();
    }
    String course = "course-" + random.nextInt(COURSES);
    String student = "student-" + random.nextInt(STUDENTS);
    Record command =
        random.nextInt(5) == 0
            ? new LeaveCourse(course, student)
            : new EnrolStudent(course, student);
    return send(sourcing, course, command).compose(done -> write(sourcing, random, left - 1));
  }

  private Future<?> send(Sourcing sourcing, String stream, Record command) {
    return sourcing
        .commands()
        .send(sourcing.command("enrolment", stream, command))
        .onSuccess(
            outcome ->
                (outcome instanceof CommandOutcome.Accepted ? accepted : rejected)
                    .incrementAndGet())
        .<Object>map(outcome -> outcome)
        .recover(
            failure ->
                failure instanceof CommandFailure.Conflict
                    ? Future.succeededFuture()
                    : Future.failedFuture(failure));
  }

  private static void await(Future<?> all) {
    try {
      all.await(100, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      throw new AssertionError("the writers are not done after 100 s", late);
    }
  }
}
