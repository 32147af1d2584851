package io.tidings.chaos.history;

import java.io.IOException;
import java.nio.file.Path;

/** A line of a file is not an entry. */
public final class MalformedHistory extends IOException {

  private static final long serialVersionUID = 1;

  MalformedHistory(Path file, long line, Exception cause) {
    super(file + ", line " + line + " is not an entry of a history: " + cause.getMessage(), cause);
  }
}
