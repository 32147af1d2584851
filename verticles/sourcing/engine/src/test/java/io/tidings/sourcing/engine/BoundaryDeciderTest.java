package io.tidings.sourcing.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidings.log.EventLog;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.model.Append;
import io.tidings.model.Attribute;
import io.tidings.model.Boundary;
import io.tidings.model.Criterion;
import io.tidings.model.EventFamily;
import io.tidings.model.EventType;
import io.tidings.sourcing.BoundaryDecider;
import io.tidings.sourcing.CommandType;
import io.tidings.sourcing.CommandTypes;
import io.tidings.sourcing.Decision;
import io.tidings.sourcing.commands.Command;
import io.tidings.sourcing.commands.CommandFailure;
import io.tidings.sourcing.commands.CommandOutcome;
import io.tidings.sourcing.commands.CommandOutcome.Accepted;
import io.tidings.sourcing.commands.CommandOutcome.Rejected;
import io.tidings.sourcing.snapshots.Snapshots;
import io.tidings.wire.EventJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BoundaryDeciderTest {

  private static final int SEATS = 10;
  private static final int COURSES_EACH = 2;

  sealed interface Event {}

  @EventType("courses.enrolled")
  record Enrolled(@Attribute("course") String course, @Attribute("student") String student)
      implements Event {}

  @EventType("other.course-praised")
  record Praised(@Attribute("course") String course) {}

  @CommandType("enrol")
  record Enrol(String course, String student) {}

  record Seats(List<Enrolled> enrolled) {}

  private static final class Enrolment implements BoundaryDecider<Enrol, Event, Seats> {

    @Override
    public Boundary boundary(Enrol command) {
      return Boundary.anyOf(
          Criterion.attribute("course", command.course()),
          Criterion.attribute("student", command.student()));
    }

    @Override
    public Seats initial() {
      return new Seats(List.of());
    }

    @Override
    public Decision<Event> decide(Enrol command, Seats seats) {
      Enrolled enrolled = new Enrolled(command.course(), command.student());
      if (seats.enrolled().contains(enrolled)) {
        return Decision.accept();
      }
      if (seats.enrolled().stream().filter(one -> one.course().equals(command.course())).count()
          >= SEATS) {
        return Decision.reject("course-full", "the course is full");
      }
      return seats.enrolled().stream()
                  .filter(one -> one.student().equals(command.student()))
                  .count()
              >= COURSES_EACH
          ? Decision.reject("student-busy", "the student has enough courses")
          : Decision.accept(enrolled);
    }

    @Override
    public Seats evolve(Seats seats, Event event) {
      List<Enrolled> all = new ArrayList<>(seats.enrolled());
      all.add((Enrolled) event);
      return new Seats(List.copyOf(all));
    }
  }

  private final Vertx vertx = Vertx.vertx();
  private final MemoryEventLog memory = new MemoryEventLog();
  private final RiggedLog log = new RiggedLog(memory);
  private final Runner<Enrol, Event, Seats> one = node(log);
  private final Runner<Enrol, Event, Seats> other = node(log);

  private Runner<Enrol, Event, Seats> node(EventLog log) {
    return new Runner<>(
        vertx,
        log,
        Snapshots.none(),
        new Definition<>(
            "enrolment",
            CommandTypes.of(Enrol.class),
            EventFamily.of(Event.class).build(),
            new Enrolment(),
            null,
            new DeciderLimits(1024, 1, 50, 1)),
        new CommandMetrics(new SimpleMeterRegistry(), "enrolment"));
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private static Command enrol(String course, String student) {
    Command made = TestNode.command("student-" + student, new Enrol(course, student));
    return new Command("enrolment", made.stream(), made.message());
  }

  @Test
  void L9_no_course_is_over_capacity_and_no_student_has_too_many() {
    List<Future<CommandOutcome>> sent = new ArrayList<>();
    for (int student = 0; student < 20; student++) {
      for (int course = 0; course < 5; course++) {
        Runner<Enrol, Event, Seats> node = (student + course) % 2 == 0 ? one : other;
        sent.add(node.send(enrol("C" + course, "S" + student)));
      }
    }
    List<CommandOutcome> outcomes = Future.all(sent).await().list();

    List<Enrolled> enrolled = new ArrayList<>();
    for (int student = 0; student < 20; student++) {
      TestNode.stream(memory, "student-S" + student)
          .forEach(event -> enrolled.add(EventJson.decode(event.data(), Enrolled.class)));
    }
    for (int at = 0; at < 20; at++) {
      String student = "S" + at;
      String course = "C" + at;
      assertThat(enrolled.stream().filter(e -> e.student().equals(student)))
          .hasSizeLessThanOrEqualTo(COURSES_EACH);
      assertThat(enrolled.stream().filter(e -> e.course().equals(course)))
          .hasSizeLessThanOrEqualTo(SEATS);
    }
    assertThat(outcomes.stream().filter(Accepted.class::isInstance)).hasSameSizeAs(enrolled);
    assertThat(enrolled).as("all that fits").hasSize(20 * COURSES_EACH);
  }

  @Test
  void a_command_that_is_sent_again_is_answered_as_the_first_time() {
    Command first = enrol("C1", "S1");
    Accepted accepted = (Accepted) one.send(first).await();

    Accepted again = (Accepted) other.send(first).await();
    Accepted idle = (Accepted) other.send(enrol("C1", "S1")).await();

    assertThat(again).isEqualTo(new Accepted(1, accepted.events(), true));
    assertThat(idle).isEqualTo(new Accepted(1, List.of(), false));
  }

  @Test
  void L5_the_id_of_a_command_that_was_carried_out_is_refused_for_another() {
    Command first = enrol("C1", "S1");
    one.send(first).await();
    Command second =
        new Command(
            "enrolment",
            first.stream(),
            TestNode.command(first.stream(), new Enrol("C2", "S1"), first.message().id())
                .message());

    assertThatThrownBy(() -> other.send(second).await())
        .isInstanceOf(CommandFailure.Invalid.class)
        .hasMessageContaining(first.message().id());
    assertThat(memory.head().await().position()).isEqualTo(1);
  }

  @Test
  void a_decision_is_made_again_when_something_within_the_boundary_was_recorded() {
    for (int student = 0; student < SEATS - 1; student++) {
      one.send(enrol("C1", "S" + student)).await();
    }
    log.beforeAppend(
        batch ->
            memory.append(
                Append.of(
                    EventJson.event(new Enrolled("C1", "fast"), "/other", "once").time(null).stream(
                            "student-fast")
                        .build())));

    CommandOutcome late = one.send(enrol("C1", "slow")).await();

    assertThat(((Rejected) late).rejection().code()).isEqualTo("course-full");
  }

  @Test
  void events_of_others_that_share_an_attribute_are_passed_over() {
    memory
        .append(Append.of(EventJson.event(new Praised("C1"), "/other").stream("praise-1").build()))
        .await();

    assertThat(one.send(enrol("C1", "S1")).await()).isInstanceOf(Accepted.class);
  }

  @Test
  void a_command_that_always_comes_too_late_is_given_back_as_a_conflict() {
    int[] students = new int[1];
    log.beforeAppend(
        batch ->
            memory.append(
                Append.of(
                    EventJson.event(new Enrolled("C1", "fast" + students[0]++), "/other").stream(
                            "student-fast")
                        .build())));
    Runner<Enrol, Event, Seats> node =
        new Runner<>(
            vertx,
            log,
            Snapshots.none(),
            new Definition<>(
                "enrolment",
                CommandTypes.of(Enrol.class),
                EventFamily.of(Event.class).build(),
                new Enrolment(),
                null,
                new DeciderLimits(10, 1, 3, 1)),
            new CommandMetrics(new SimpleMeterRegistry(), "enrolment"));

    assertThatThrownBy(() -> node.send(enrol("C1", "S1")).await())
        .isInstanceOf(CommandFailure.Conflict.class);
  }
}
