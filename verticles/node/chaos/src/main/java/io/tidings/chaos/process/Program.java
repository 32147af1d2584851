package io.tidings.chaos.process;

import java.nio.file.Path;
import java.util.List;

/** Any program, whose output goes to a directory of its own. */
public final class Program extends ChildProcess {

  public Program(Path logs, List<String> command) {
    super(logs, command);
  }
}
