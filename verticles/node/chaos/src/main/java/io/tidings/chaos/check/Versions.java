package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry.Recorded;

/** The versions of a stream are not 1, 2, 3, … in order of position. */
final class Versions implements Check {

  @Override
  public String guarantee() {
    return "L2";
  }

  @Override
  public String name() {
    return "versions";
  }

  @Override
  public void judge(Evidence evidence, Report report) {
    Log log = evidence.log();
    for (int i = 0; i < log.size(); i++) {
      Recorded row = log.row(i);
      int before = log.formerOfStream(i);
      if (before < 0 && row.version() != 1) {
        report.found(
            "stream %s begins with version %d, at position %d",
            row.stream(), row.version(), row.position(), row);
      } else if (before >= 0 && row.version() != log.row(before).version() + 1) {
        report.found(
            "in stream %s version %d, at position %d, is followed by version %d, at position %d",
            row.stream(),
            log.row(before).version(),
            log.row(before).position(),
            row.version(),
            row.position(),
            log.row(before),
            row);
      }
    }
  }
}
