package io.tidings.sourcing.engine;

import static io.tidings.sourcing.engine.Enrolment.enrol;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.model.Append;
import io.tidings.model.Attribute;
import io.tidings.model.EventType;
import io.tidings.sourcing.commands.Command;
import io.tidings.sourcing.commands.CommandFailure;
import io.tidings.sourcing.commands.CommandOutcome;
import io.tidings.sourcing.commands.CommandOutcome.Accepted;
import io.tidings.sourcing.commands.CommandOutcome.Rejected;
import io.tidings.sourcing.engine.Enrolment.Enrol;
import io.tidings.sourcing.engine.Enrolment.Enrolled;
import io.tidings.sourcing.engine.Enrolment.Event;
import io.tidings.sourcing.engine.Enrolment.Seats;
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

  @EventType("other.course-praised")
  record Praised(@Attribute("course") String course) {}

  private final Vertx vertx = Vertx.vertx();
  private final MemoryEventLog memory = new MemoryEventLog();
  private final RiggedLog log = new RiggedLog(memory);
  private final Runner<Enrol, Event, Seats> one = node(50);
  private final Runner<Enrol, Event, Seats> other = node(50);

  private Runner<Enrol, Event, Seats> node(int attempts) {
    return new Enrolment(SEATS, COURSES_EACH).run(vertx, log, attempts, new SimpleMeterRegistry());
  }

  @AfterEach
  void close() {
    vertx.close().await();
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
    Runner<Enrol, Event, Seats> node = node(3);

    assertThatThrownBy(() -> node.send(enrol("C1", "S1")).await())
        .isInstanceOf(CommandFailure.Conflict.class);
  }
}
