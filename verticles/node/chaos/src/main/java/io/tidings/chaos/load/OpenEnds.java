package io.tidings.chaos.load;

import io.tidings.chaos.history.Entry;
import io.tidings.chaos.history.History;
import io.tidings.chaos.history.Recorder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** What was sent by processes that died before there was an outcome. */
public final class OpenEnds {

  private OpenEnds() {}

  /** Writes down that nobody had an answer to these. */
  public static void close(Path histories, Recorder recorder) throws IOException {
    History history = History.in(histories);
    Set<String> open = new HashSet<>();
    history.all(Entry.Sent.class).forEach(sent -> open.add(sent.operation()));
    history.all(Entry.Acknowledged.class).forEach(told -> open.remove(told.operation()));
    history.all(Entry.Refused.class).forEach(told -> open.remove(told.operation()));
    history.all(Entry.Unanswered.class).forEach(told -> open.remove(told.operation()));
    open.forEach(
        operation ->
            recorder.write(
                new Entry.Unanswered(System.nanoTime(), operation, "its process has ended")));
  }
}
