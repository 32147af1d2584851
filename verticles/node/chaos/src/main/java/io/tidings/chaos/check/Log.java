package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry.Recorded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The log as it is in the end, in order of position. */
final class Log {

  private final List<Recorded> rows;
  private final long[] positions;
  private final int[] formerOfStream;
  private final Map<Identity, Recorded> identities;

  Log(List<Recorded> recorded) {
    rows = new ArrayList<>(recorded);
    rows.sort(Comparator.comparingLong(Recorded::position));
    positions = rows.stream().mapToLong(Recorded::position).toArray();
    formerOfStream = new int[rows.size()];
    identities = new HashMap<>(rows.size() * 2);
    Map<String, Integer> ends = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      Recorded row = rows.get(i);
      Integer former = ends.put(row.stream(), i);
      formerOfStream[i] = former == null ? -1 : former;
      identities.putIfAbsent(new Identity(row.source(), row.id()), row);
    }
  }

  List<Recorded> rows() {
    return rows;
  }

  Recorded row(int index) {
    return rows.get(index);
  }

  int size() {
    return rows.size();
  }

  long head() {
    return rows.isEmpty() ? 0 : positions[positions.length - 1];
  }

  /** The index of the row at a position, or -1. */
  int index(long position) {
    int index = Arrays.binarySearch(positions, position);
    return index < 0 ? -1 : index;
  }

  /** The index of the first row behind a position, or the size. */
  int indexAfter(long position) {
    int index = Arrays.binarySearch(positions, position);
    int next = index < 0 ? -index - 1 : index;
    while (next < positions.length && positions[next] <= position) {
      next++;
    }
    return next;
  }

  /** The index of the row before this one of its stream, or -1. */
  int formerOfStream(int index) {
    return formerOfStream[index];
  }

  /** The first row of an event, or null. */
  Recorded of(String source, String id) {
    return identities.get(new Identity(source, id));
  }
}
