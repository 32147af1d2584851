package io.tidings.chaos.history;

import java.util.List;

/** One entry of each kind, in order of time. */
final class Kinds {

  private Kinds() {}

  static List<Entry> one() {
    return List.of(
        new Entry.Sent(
            1, "op", "client", List.of(new Entry.Intent("//s", "i", "order-1", "d")), Entry.ANY),
        new Entry.Acknowledged(2, "op", List.of(new Entry.Receipt(1, 2, 3))),
        new Entry.Refused(3, "op", 409, 7),
        new Entry.Unanswered(4, "op", "a \"timeout\"\nof 60 s"),
        new Entry.Opened(5, "reader", 1, 1, 0),
        new Entry.Seen(6, "reader", 1, 1, 2, "order-1", 3, "//s", "i", "d"),
        new Entry.Witnessed(7, 6, 1, 2),
        new Entry.Declared(8, "billing", 0, "order", true, List.of("order-13")),
        new Entry.Handled(9, "billing", "node-1", 2, "order-1", 3),
        new Entry.Applied(10, "billing", 2, "order-1", 3),
        new Entry.Moved(11, "billing", 0, 2, 1, 5, 4, null),
        new Entry.Recorded(12, 1, 2, "order-1", 3, "//s", "i", "d"),
        new Entry.Dead(13, "billing", 2, "poison"),
        new Entry.Faulted(14, 20, "kill", "kill -9 of node 2"));
  }
}
