package io.tidings.consumers.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.HeldStreams.Advance;
import io.tidings.consumers.HeldStreams.Failure;
import io.tidings.consumers.Offers.Forget;
import io.tidings.consumers.Offers.Offer;
import io.tidings.consumers.Offers.Offered;
import io.tidings.consumers.Offers.Settled;
import io.tidings.consumers.Offers.SettledQuery;
import io.tidings.consumers.Progress;
import io.tidings.consumers.Segments.Assignment;
import io.tidings.consumers.Segments.Checkpoint;
import io.tidings.consumers.Segments.Checkpoints;
import io.tidings.consumers.Segments.Claim;
import io.tidings.consumers.Segments.Lease;
import io.tidings.consumers.Segments.Leave;
import io.tidings.consumers.Segments.Segment;
import io.tidings.model.StreamName;
import java.time.Duration;
import java.util.List;

/** What a node does to the store that works for a consumer. One thread at a time. */
public final class WorkingNode {

  private final AwaitedStore store;
  private final String consumer;
  private final String name;
  private final Duration lease;
  private List<Segment> segments = List.of();

  WorkingNode(AwaitedStore store, String consumer, String name, Duration lease) {
    this.store = store;
    this.consumer = consumer;
    this.name = name;
    this.lease = lease;
  }

  public String name() {
    return name;
  }

  /** Who pulls from the consumer. */
  Puller puller() {
    return new Puller(store, consumer, "python");
  }

  /** Claims, and wants to go on with all that it holds. */
  public Assignment claim() {
    return claim(leases());
  }

  public Assignment claim(List<Lease> held) {
    Assignment given = store.ask(one -> one.claim(new Claim(consumer, name, lease, held)));
    segments = List.copyOf(given.segments());
    return given;
  }

  /** Claims, and demands that it then holds so many segments. */
  public WorkingNode claims(int expected) {
    assertThat(claim().segments()).as("segments of %s", name).hasSize(expected);
    return this;
  }

  /** As of the last claim, without what was given back since. */
  public List<Segment> segments() {
    return segments;
  }

  public Segment first() {
    return segments.get(0);
  }

  public List<Lease> leases() {
    return segments.stream().map(WorkingNode::lease).toList();
  }

  static Lease lease(Segment segment) {
    return new Lease(segment.slots().first(), segment.token());
  }

  /** For the segment that the stream is in. */
  public Lease lease(String stream) {
    return segments.stream()
        .filter(segment -> segment.slots().contains(StreamName.slot(stream)))
        .map(WorkingNode::lease)
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " does not hold the segment of " + stream));
  }

  /** Whether the segment was moved to there. */
  public boolean moves(Segment segment, Progress progress) {
    return accepted(new Checkpoint(consumer, lease(segment), progress, null, 0, 0, false, false));
  }

  /** Whether all its segments were moved to there. */
  public boolean moves(Progress progress) {
    return segments.stream().allMatch(segment -> moves(segment, progress));
  }

  public boolean accepted(Checkpoint checkpoint) {
    List<Lease> refused =
        store.ask(one -> one.checkpoint(new Checkpoints(List.of(checkpoint)))).segments();
    assertThat(refused).isSubsetOf(checkpoint.lease());
    return refused.isEmpty();
  }

  /** Gives back the last of its segments, done up to what the store knows. */
  public void giveBack(int howMany) {
    if (howMany == 0) {
      return;
    }
    List<Segment> given = segments.subList(segments.size() - howMany, segments.size());
    List<Checkpoint> last =
        given.stream().map(segment -> release(segment, segment.progress(), true)).toList();
    assertThat(store.ask(one -> one.checkpoint(new Checkpoints(last))).segments())
        .as("refused to be given back")
        .isEmpty();
    segments = List.copyOf(segments.subList(0, segments.size() - howMany));
  }

  public void giveBackAll() {
    giveBack(segments.size());
  }

  /** Whether the segment was taken back, with this as its last checkpoint. */
  public boolean givesBack(Segment segment, Progress progress) {
    return accepted(release(segment, progress, true));
  }

  /** As a former owner may have handled what is behind it, and this one has not come so far. */
  public boolean givesBackInDoubt(Segment segment) {
    return accepted(release(segment, segment.progress(), false));
  }

  private Checkpoint release(Segment segment, Progress progress, boolean clean) {
    return new Checkpoint(consumer, lease(segment), progress, segment.replay(), 0, 0, true, clean);
  }

  public void leave() {
    store.ask(one -> one.leave(new Leave(consumer, name)));
  }

  public boolean holds(Failure failure) {
    return store.ask(one -> one.hold(failure)).accepted();
  }

  public boolean advances(String stream, long through, boolean free) {
    Advance advance = new Advance(consumer, lease(stream), stream, through, free);
    return store.ask(one -> one.advance(advance)).accepted();
  }

  public boolean offers(String stream, long position, int attempt) {
    return offers(new Offered(position, stream, attempt));
  }

  public boolean offers(Offered event) {
    Offer offer = new Offer(consumer, lease(event.stream()), List.of(event));
    return store.ask(one -> one.offer(offer)).accepted();
  }

  /** What was settled in all its segments. */
  public List<Settled> settled() {
    return leases().stream().flatMap(mine -> settled(mine).stream()).toList();
  }

  public List<Settled> settled(Lease mine) {
    return store.ask(one -> one.settled(new SettledQuery(consumer, mine))).events();
  }

  public boolean forgets(String stream, long position) {
    Forget forget = new Forget(consumer, lease(stream), List.of(position));
    return store.ask(one -> one.forget(forget)).accepted();
  }
}
