package io.tidings.sourcing.sagas;

import io.tidings.model.EventFamily;
import io.tidings.model.RecordedEvent;
import io.tidings.sourcing.CommandTypes;
import io.tidings.sourcing.Saga;
import io.tidings.sourcing.SagaInput;
import io.tidings.wire.EventJson;
import io.tidings.wire.EventTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What recorded events say to a saga, and to which instances. */
final class Inputs {

  private final Saga<?> saga;
  private final Names names;
  private final Map<String, EventFamily<?>> families = new HashMap<>();
  private final Map<String, Class<?>> records = new HashMap<>();
  private final Map<String, Class<?>> commands = new HashMap<>();

  Inputs(Saga<?> saga, Names names) {
    this.saga = saga;
    this.names = names;
    saga.events().forEach(this::addEvent);
    saga.rejections().forEach(command -> commands.put(CommandTypes.nameOf(command), command));
  }

  /** The event types to be read. */
  Set<String> types() {
    Set<String> types = new TreeSet<>(families.keySet());
    types.addAll(records.keySet());
    types.add(names.timedOut());
    types.add(names.rejected());
    return types;
  }

  /** By key; nothing of an event that is of no instance. */
  Map<String, List<SagaInput>> of(RecordedEvent event) {
    if (event.type().equals(names.timedOut())) {
      Records.TimedOut timedOut = EventJson.decode(event.data(), Records.TimedOut.class);
      return own(event, new SagaInput.TimedOut(timedOut.name(), timedOut.step()));
    }
    if (event.type().equals(names.rejected())) {
      return own(event, rejected(EventJson.decode(event.data(), Records.Rejected.class)));
    }
    Map<String, List<SagaInput>> inputs = new LinkedHashMap<>();
    for (Object today : today(event)) {
      String key = saga.keyOf(today);
      if (key != null) {
        inputs.computeIfAbsent(key, first -> new ArrayList<>()).add(new SagaInput.Happened(today));
      }
    }
    return inputs;
  }

  private Map<String, List<SagaInput>> own(RecordedEvent event, SagaInput input) {
    return event.stream().startsWith(saga.category() + "-")
        ? Map.of(saga.key(event.stream()), List.of(input))
        : Map.of();
  }

  private SagaInput.Rejected rejected(Records.Rejected rejected) {
    Class<?> known = commands.get(rejected.command().type());
    Object command =
        known == null
            ? rejected.command()
            : EventJson.decode(EventJson.encode(rejected.command().data()), known);
    return new SagaInput.Rejected(rejected.step(), rejected.sent(), command, rejected.rejection());
  }

  private List<?> today(RecordedEvent event) {
    EventFamily<?> family = families.get(event.type());
    return family != null
        ? EventJson.decode(event.event(), family)
        : List.of(EventJson.decode(event.data(), records.get(event.type())));
  }

  private void addEvent(Class<?> event) {
    for (EventFamily<?> family : saga.families()) {
      if (family.family().isAssignableFrom(event)) {
        family.versions().stream()
            .filter(version -> mayBecomeHandled(family, version))
            .forEach(version -> families.put(version.type(), family));
        return;
      }
    }
    records.put(EventTypes.of(event).name(), event);
  }

  private boolean mayBecomeHandled(EventFamily<?> family, EventFamily.Version version) {
    Class<?> record = family.recordOf(version.type(), version.version());
    return saga.events().contains(record) || !family.family().isAssignableFrom(record);
  }
}
