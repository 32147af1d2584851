package io.tidings.sourcing.engine;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidings.log.EventLog;
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
import io.tidings.sourcing.snapshots.Snapshots;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/** Students enrol in courses that have so many seats; each takes part in so many courses. */
record Enrolment(int seats, int coursesEach)
    implements BoundaryDecider<Enrolment.Enrol, Enrolment.Event, Enrolment.Seats> {

  sealed interface Event {}

  @EventType("courses.enrolled")
  record Enrolled(@Attribute("course") String course, @Attribute("student") String student)
      implements Event {}

  @CommandType("enrol")
  record Enrol(String course, String student) {}

  record Seats(List<Enrolled> enrolled) {

    long in(String course) {
      return enrolled.stream().filter(one -> one.course().equals(course)).count();
    }

    long of(String student) {
      return enrolled.stream().filter(one -> one.student().equals(student)).count();
    }
  }

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
  public Decision<Event> decide(Enrol command, Seats state) {
    Enrolled enrolled = new Enrolled(command.course(), command.student());
    if (state.enrolled().contains(enrolled)) {
      return Decision.accept();
    }
    if (state.in(command.course()) >= seats) {
      return Decision.reject("course-full", "the course is full");
    }
    return state.of(command.student()) >= coursesEach
        ? Decision.reject("student-busy", "the student has enough courses")
        : Decision.accept(enrolled);
  }

  @Override
  public Seats evolve(Seats state, Event event) {
    List<Enrolled> all = new ArrayList<>(state.enrolled());
    all.add((Enrolled) event);
    return new Seats(List.copyOf(all));
  }

  /** Runs it on one node. */
  Runner<Enrol, Event, Seats> run(Vertx vertx, EventLog log, int attempts, MeterRegistry meters) {
    return new Runner<>(
        vertx,
        log,
        Snapshots.none(),
        new Definition<>(
            "enrolment",
            CommandTypes.of(Enrol.class),
            EventFamily.of(Event.class).build(),
            this,
            null,
            new DeciderLimits(1024, 1, attempts, 1)),
        new CommandMetrics(meters, "enrolment"));
  }

  static Command enrol(String course, String student) {
    Command made = TestNode.command("student-" + student, new Enrol(course, student));
    return new Command("enrolment", made.stream(), made.message());
  }
}
