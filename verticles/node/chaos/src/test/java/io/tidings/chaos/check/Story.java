package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry;
import io.tidings.chaos.history.Entry.Acknowledged;
import io.tidings.chaos.history.Entry.Applied;
import io.tidings.chaos.history.Entry.Handled;
import io.tidings.chaos.history.Entry.Intent;
import io.tidings.chaos.history.Entry.Opened;
import io.tidings.chaos.history.Entry.Receipt;
import io.tidings.chaos.history.Entry.Recorded;
import io.tidings.chaos.history.Entry.Refused;
import io.tidings.chaos.history.Entry.Seen;
import io.tidings.chaos.history.Entry.Sent;
import io.tidings.chaos.history.Entry.Unanswered;
import io.tidings.chaos.history.Entry.Witnessed;
import io.tidings.chaos.history.History;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Tells a history step by step; each step takes a microsecond. A test then damages it. */
final class Story {

  private static final String SOURCE = "//shop";

  private final List<Entry> entries = new ArrayList<>();
  private final List<Recorded> log = new ArrayList<>();
  private final Map<String, Long> versions = new HashMap<>();
  private long clock = 1_000_000;
  private long epoch = 100;
  private long position;
  private int operations;
  private int ids;

  long tick() {
    return clock += 1_000;
  }

  List<Recorded> log() {
    return log;
  }

  /** The next event is recorded at this position. */
  Story position(long next) {
    position = next - 1;
    return this;
  }

  /** The next event of the stream is recorded with this version. */
  Story version(String stream, long next) {
    versions.put(stream, next - 1);
    return this;
  }

  Story epoch(long next) {
    epoch = next;
    return this;
  }

  /** New events, one for each name of a stream. */
  List<Intent> events(String... streams) {
    return Stream.of(streams)
        .map(stream -> new Intent(SOURCE, "id-" + ++ids, stream, "digest-" + ids))
        .toList();
  }

  String sends(long expected, List<Intent> events) {
    String operation = "operation-" + ++operations;
    entries.add(new Sent(tick(), operation, "client", events, expected));
    return operation;
  }

  String sends(List<Intent> events) {
    return sends(Entry.ANY, events);
  }

  /** The log records events, and this is what it then says. */
  List<Receipt> records(List<Intent> events) {
    tick();
    return events.stream().map(this::records).toList();
  }

  private Receipt records(Intent event) {
    long version = versions.merge(event.stream(), 1L, Long::sum);
    Recorded row =
        new Recorded(
            0,
            epoch,
            ++position,
            event.stream(),
            version,
            event.source(),
            event.id(),
            event.digest());
    log.add(row);
    return new Receipt(epoch, position, version);
  }

  Story acknowledges(String operation, List<Receipt> receipts) {
    entries.add(new Acknowledged(tick(), operation, receipts));
    return this;
  }

  Story refuses(String operation, int status, long actual) {
    entries.add(new Refused(tick(), operation, status, actual));
    return this;
  }

  Story leavesUnanswered(String operation) {
    entries.add(new Unanswered(tick(), operation, "timeout"));
    return this;
  }

  /** An append that goes well. */
  Story appends(String... streams) {
    List<Intent> events = events(streams);
    String operation = sends(events);
    return acknowledges(operation, records(events));
  }

  Story witness() {
    long head = log.stream().mapToLong(Recorded::position).max().orElse(0);
    long asked = tick();
    return and(new Witnessed(tick(), asked, epoch, head));
  }

  Story opens(String reader, int session, long after) {
    return and(new Opened(tick(), reader, session, epoch, after));
  }

  /** Sees what is recorded in (after, to]. */
  Story sees(String reader, int session, long after, long to) {
    within(after, to).forEach(row -> entries.add(seen(reader, session, row)));
    return this;
  }

  Seen seen(String reader, int session, Recorded row) {
    return new Seen(
        tick(),
        reader,
        session,
        row.epoch(),
        row.position(),
        row.stream(),
        row.version(),
        row.source(),
        row.id(),
        row.digest());
  }

  /** Handles what is recorded in (after, to]. */
  Story handles(String consumer, String process, long after, long to) {
    within(after, to)
        .forEach(
            row ->
                and(
                    new Handled(
                        tick(), consumer, process, row.position(), row.stream(), row.version())));
    return this;
  }

  /** Everything in (after, to] has its effect. */
  Story applies(String consumer, long after, long to) {
    within(after, to)
        .forEach(
            row -> and(new Applied(tick(), consumer, row.position(), row.stream(), row.version())));
    return this;
  }

  private List<Recorded> within(long after, long to) {
    return log.stream()
        .filter(row -> after < row.position() && row.position() <= to)
        .sorted(Comparator.comparingLong(Recorded::position))
        .toList();
  }

  Story and(Entry entry) {
    entries.add(entry);
    return this;
  }

  /** A subscriber sees, and a consumer with effects handles, all that there is. */
  Story everybodyReads() {
    return opens("reader", 1, 0)
        .sees("reader", 1, 0, Long.MAX_VALUE)
        .handles("billing", "node-1", 0, Long.MAX_VALUE)
        .applies("billing", 0, Long.MAX_VALUE);
  }

  <E extends Entry> Story without(Class<E> kind, Predicate<E> which) {
    log.removeIf(entry -> kind.isInstance(entry) && which.test(kind.cast(entry)));
    entries.removeIf(entry -> kind.isInstance(entry) && which.test(kind.cast(entry)));
    return this;
  }

  <E extends Entry> Story changed(Class<E> kind, Predicate<E> which, UnaryOperator<E> change) {
    entries.replaceAll(
        entry ->
            kind.isInstance(entry) && which.test(kind.cast(entry))
                ? change.apply(kind.cast(entry))
                : entry);
    return this;
  }

  History history() {
    return History.of(Stream.concat(entries.stream(), log.stream()).toList());
  }
}
