package io.tidings.sourcing.engine;

import static io.tidings.sourcing.engine.Enrolment.enrol;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidings.fixtures.TestServers;
import io.tidings.log.bus.BusEventLog;
import io.tidings.log.bus.BusLogConfig;
import io.tidings.log.postgres.PostgresEventLog;
import io.tidings.log.postgres.PostgresLogConfig;
import io.tidings.model.Append;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.tidings.persistence.PersistenceConfig;
import io.tidings.persistence.PersistenceVerticle;
import io.tidings.sourcing.commands.Command;
import io.tidings.sourcing.commands.CommandOutcome;
import io.tidings.sourcing.commands.CommandOutcome.Accepted;
import io.tidings.sourcing.engine.Enrolment.Enrol;
import io.tidings.sourcing.engine.Enrolment.Enrolled;
import io.tidings.sourcing.engine.Enrolment.Event;
import io.tidings.sourcing.engine.Enrolment.Seats;
import io.tidings.wire.EventJson;
import io.tidings.wire.TidingsCodec;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Decisions within boundaries on two nodes that share nothing but a schema of PostgreSQL. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PostgresBoundaryIT {

  private static final int SEATS = 8;
  private static final int COURSES_EACH = 2;
  private static final int COURSES = 5;
  private static final int STUDENTS = 15;

  private final PostgresLogConfig config =
      PostgresLogConfig.of(TestServers.shared().uri()).withSchema(TestServers.freshSchema());
  private final Node one = new Node();
  private final Node other = new Node();

  /** With a bus, a pool and a queue of its own. */
  private final class Node {

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Vertx vertx = Vertx.vertx();
    final PostgresEventLog postgres;
    final RiggedLog log;

    Node() {
      TidingsCodec.register(vertx);
      postgres = PostgresEventLog.open(vertx, config).await();
      vertx.deployVerticle(new PersistenceVerticle(postgres, PersistenceConfig.defaults())).await();
      log = new RiggedLog(new BusEventLog(vertx, BusLogConfig.defaults(), true));
    }

    Runner<Enrol, Event, Seats> run(int seats) {
      return new Enrolment(seats, COURSES_EACH).run(vertx, log, 200, meters);
    }

    double conflicts() {
      return meters.find("tidings.decider.conflicts").counter().count();
    }

    void close() {
      vertx.close().await();
    }
  }

  @AfterEach
  void close() {
    one.close();
    other.close();
  }

  /** What breaks the two rules, by the log alone. */
  private List<String> violations(int seats) {
    List<String> found = new ArrayList<>();
    Map<String, Integer> inCourse = new HashMap<>();
    Map<String, Integer> ofStudent = new HashMap<>();
    for (Enrolled enrolled : enrolled()) {
      if (inCourse.merge(enrolled.course(), 1, Integer::sum) > seats) {
        found.add("no seat for " + enrolled);
      }
      if (ofStudent.merge(enrolled.student(), 1, Integer::sum) > COURSES_EACH) {
        found.add("no time for " + enrolled);
      }
    }
    return found;
  }

  private List<Enrolled> enrolled() {
    List<Enrolled> all = new ArrayList<>();
    Query query = Query.after(Cursor.START, Filter.ALL, Query.MAX_LIMIT);
    for (boolean end = false; !end; ) {
      Page page = one.postgres.read(query).await();
      for (RecordedEvent event : page.events()) {
        all.add(EventJson.decode(event.data(), Enrolled.class));
      }
      query = query.onward(page.through());
      end = page.end();
    }
    return all;
  }

  @Test
  void L9_no_course_is_over_capacity_and_no_student_has_too_many_on_two_nodes() {
    List<Command> commands = new ArrayList<>();
    for (int student = 0; student < STUDENTS; student++) {
      for (int course = 0; course < COURSES; course++) {
        commands.add(enrol("C" + course, "S" + student));
      }
    }
    Collections.shuffle(commands, new Random(1));
    Runner<Enrol, Event, Seats> here = one.run(SEATS);
    Runner<Enrol, Event, Seats> there = other.run(SEATS);

    List<Future<CommandOutcome>> sent = new ArrayList<>();
    for (Command command : commands) {
      sent.add((sent.size() % 2 == 0 ? here : there).send(command));
    }
    List<CommandOutcome> outcomes = Future.all(sent).await().list();

    assertThat(violations(SEATS)).isEmpty();
    assertThat(outcomes.stream().filter(Accepted.class::isInstance))
        .as("what is recorded was accepted")
        .hasSameSizeAs(enrolled());
    assertThat(enrolled()).as("there are more seats").hasSize(STUDENTS * COURSES_EACH);
    assertThat(one.conflicts() + other.conflicts()).as("the nodes met").isPositive();
  }

  /** Either node has decided before the other one appends. */
  private List<CommandOutcome> enrolTwoInTheLastSeatAtOnce() {
    Promise<Void> both = Promise.promise();
    List<Node> decided = new ArrayList<>();
    for (Node node : List.of(one, other)) {
      node.log.beforeAppend(
          batch -> {
            synchronized (decided) {
              decided.add(node);
              if (decided.contains(one) && decided.contains(other)) {
                both.tryComplete();
              }
            }
            return both.future();
          });
    }
    return Future.all(one.run(1).send(enrol("C1", "S1")), other.run(1).send(enrol("C1", "S2")))
        .await()
        .list();
  }

  @Test
  void L9_of_two_nodes_that_have_decided_on_the_last_seat_one_decides_again() {
    List<CommandOutcome> outcomes = enrolTwoInTheLastSeatAtOnce();

    assertThat(violations(1)).isEmpty();
    assertThat(outcomes).filteredOn(Accepted.class::isInstance).hasSize(1);
    assertThat(one.conflicts() + other.conflicts()).isEqualTo(1);
  }

  /** So that it is known to look: the same again, by nodes that append without the condition. */
  @Test
  void without_the_condition_of_L9_the_same_checker_finds_a_seat_taken_twice() {
    one.log.onAppend(PostgresBoundaryIT::withoutCondition);
    other.log.onAppend(PostgresBoundaryIT::withoutCondition);

    enrolTwoInTheLastSeatAtOnce();

    assertThat(violations(1)).hasSize(1);
  }

  private static Append withoutCondition(Append append) {
    return new Append(append.events(), append.expected());
  }
}
