package io.tidings.node.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the nodes of a consumer have handled, as they have written down in their {@link Journal}, in
 * the order in which they did.
 */
record Handlings(List<Handling> all) {

  /**
   * @param mode {@code live}, {@code replay} or {@code dry}
   */
  record Handling(long position, String stream, long version, long process, String mode) {

    static Handling of(String line) {
      String[] part = line.split(" ");
      return new Handling(
          Long.parseLong(part[0]),
          part[1],
          Long.parseLong(part[2]),
          Long.parseLong(part[3]),
          part[4]);
    }
  }

  static Handlings in(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new Handlings(List.of());
    }
    String text = Files.readString(file);
    // A reader may see the first part of a line that is being written.
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    return new Handlings(whole.lines().map(Handling::of).toList());
  }

  int events() {
    Set<Long> positions = new HashSet<>();
    all.forEach(one -> positions.add(one.position()));
    return positions.size();
  }

  int redeliveries() {
    return all.size() - events();
  }

  /** Those that were handed out like this. */
  Handlings of(String mode) {
    return new Handlings(all.stream().filter(one -> one.mode().equals(mode)).toList());
  }

  /** In the order in which they were handled. */
  Stream<Long> versions(String stream) {
    return all.stream().filter(one -> one.stream().equals(stream)).map(Handling::version);
  }

  boolean isBy(long process) {
    return all.stream().anyMatch(one -> one.process() == process);
  }

  /** C2: nobody handles an event of a stream before the one before it was handled. */
  void requireOrder() {
    Map<String, Long> reached = new HashMap<>();
    for (Handling one : all) {
      long before = reached.getOrDefault(one.stream(), 0L);
      assertThat(one.version()).as("%s, after version %d", one, before).isBetween(1L, before + 1);
      reached.merge(one.stream(), one.version(), Math::max);
    }
  }

  /**
   * C2, where no node was frozen: after an event of a stream comes the next one, and where
   * something is handled again, all that follows it is, too.
   *
   * @return with what streams went back
   */
  List<Handling> requireRuns() {
    Map<String, Long> last = new HashMap<>();
    List<Handling> back = new ArrayList<>();
    for (Handling one : all) {
      long before = last.getOrDefault(one.stream(), 0L);
      assertThat(one.version()).as("%s, after version %d", one, before).isBetween(1L, before + 1);
      if (one.version() <= before) {
        back.add(one);
      }
      last.put(one.stream(), one.version());
    }
    return back;
  }
}
