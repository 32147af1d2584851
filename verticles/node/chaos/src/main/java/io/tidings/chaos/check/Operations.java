package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry;
import io.tidings.chaos.history.Entry.Acknowledged;
import io.tidings.chaos.history.Entry.Intent;
import io.tidings.chaos.history.Entry.Refused;
import io.tidings.chaos.history.Entry.Sent;
import io.tidings.chaos.history.Entry.Unanswered;
import io.tidings.chaos.history.History;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All appends, in the order in which they were sent. */
final class Operations {

  private final List<Operation> all = new ArrayList<>();
  private final Map<Identity, Sent> senders = new HashMap<>();
  private final List<Entry> orphans = new ArrayList<>();

  Operations(History history) {
    Map<String, Entry> outcomes = new HashMap<>();
    history.all(Unanswered.class).forEach(entry -> outcomes.put(entry.operation(), entry));
    history.all(Refused.class).forEach(entry -> outcomes.put(entry.operation(), entry));
    history.all(Acknowledged.class).forEach(entry -> outcomes.put(entry.operation(), entry));
    Set<Identity> shared = new HashSet<>();
    for (Sent sent : history.all(Sent.class)) {
      for (Intent event : sent.events()) {
        Identity identity = new Identity(event.source(), event.id());
        if (senders.putIfAbsent(identity, sent) != null) {
          shared.add(identity);
        }
      }
    }
    for (Sent sent : history.all(Sent.class)) {
      all.add(new Operation(sent, outcomes.remove(sent.operation()), isAlone(sent, shared)));
    }
    orphans.addAll(outcomes.values());
  }

  private static boolean isAlone(Sent sent, Set<Identity> shared) {
    return shared.isEmpty()
        || sent.events().stream()
            .noneMatch(event -> shared.contains(new Identity(event.source(), event.id())));
  }

  List<Operation> all() {
    return all;
  }

  /** Who was the first to send an event, or null. */
  Sent sender(String source, String id) {
    return senders.get(new Identity(source, id));
  }

  /** Outcomes of what nobody has sent. */
  List<Entry> orphans() {
    return orphans;
  }
}
