package io.tidings.examples.enrolment.university;

import io.tidings.Tidings;
import io.tidings.examples.enrolment.domain.EnrolmentCommand;
import io.tidings.examples.enrolment.domain.EnrolmentDecider;
import io.tidings.examples.enrolment.domain.EnrolmentEvent;
import io.tidings.sourcing.engine.Sourcing;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Has enrolments decided. */
public final class UniversityVerticle extends VerticleBase {

  private final Tidings tidings;

  public UniversityVerticle(Tidings tidings) {
    this.tidings = tidings;
  }

  @Override
  public Future<?> start() {
    return Sourcing.of(tidings)
        .decider("enrolment", EnrolmentCommand.class, EnrolmentEvent.FAMILY, new EnrolmentDecider())
        .start();
  }
}
