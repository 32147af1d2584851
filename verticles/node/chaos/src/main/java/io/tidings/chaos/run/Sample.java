package io.tidings.chaos.run;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What nodes and the database take at one moment; -1 where nobody could say.
 *
 * @param seconds since the run began
 * @param eventBytes of the table of events and its indexes
 * @param otherBytes of all other tables of the log's schema and their indexes
 */
public record Sample(
    long seconds,
    List<OfNode> nodes,
    long connections,
    long head,
    long eventBytes,
    long otherBytes,
    long deadRows) {

  /**
   * One node.
   *
   * @param heapAfterGc bytes that are in use when the garbage has gone
   */
  public record OfNode(long heapAfterGc, long threads, long files) {}

  /** The names of the columns. */
  static String header(int nodes) {
    String ofNodes =
        Stream.iterate(1, node -> node + 1)
            .limit(nodes)
            .map(node -> String.format(Locale.ROOT, "heap%1$d,threads%1$d,files%1$d", node))
            .collect(Collectors.joining(","));
    return "seconds," + ofNodes + ",connections,head,event_bytes,other_bytes,dead_rows";
  }

  /** A line of values. */
  String line() {
    Stream<Long> ofNodes =
        nodes.stream().flatMap(node -> Stream.of(node.heapAfterGc(), node.threads(), node.files()));
    return Stream.of(
            Stream.of(seconds),
            ofNodes,
            Arrays.asList(connections, head, eventBytes, otherBytes, deadRows).stream())
        .flatMap(part -> part)
        .map(String::valueOf)
        .collect(Collectors.joining(","));
  }
}
