package io.tidings.examples.enrolment.university;

import io.tidings.examples.enrolment.domain.EnrolmentEvent;
import io.tidings.testing.GoldenFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EnrolmentEventsTest {

  @Test
  void every_version_of_every_event_is_read_for_ever() {
    GoldenFiles.in(Path.of("src/test/golden")).check(EnrolmentEvent.FAMILY);
  }
}
