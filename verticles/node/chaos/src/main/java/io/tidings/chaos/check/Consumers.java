package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry.Applied;
import io.tidings.chaos.history.Entry.Declared;
import io.tidings.chaos.history.Entry.Handled;
import io.tidings.chaos.history.History;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What each consumer has done with each row of the log. */
final class Consumers {

  private final Map<String, Consumption> all = new TreeMap<>();

  Consumers(History history, Log log) {
    for (Declared declared : history.all(Declared.class)) {
      all.putIfAbsent(declared.consumer(), new Consumption(declared, log));
    }
    for (Handled handled : history.all(Handled.class)) {
      of(handled.consumer(), log).add(handled);
    }
    for (Applied applied : history.all(Applied.class)) {
      of(applied.consumer(), log).add(applied);
    }
  }

  private Consumption of(String consumer, Log log) {
    return all.computeIfAbsent(
        consumer, name -> new Consumption(new Declared(0, name, 0, "", false, List.of()), log));
  }

  Collection<Consumption> all() {
    return all.values();
  }
}
