package io.tidings;

import io.tidings.consumers.ConsumerStore;
import io.tidings.consumers.Inbox;
import io.tidings.consumers.engine.Delivery;
import io.tidings.model.EventFamily;
import io.tidings.model.RecordedEvent;
import io.tidings.wire.EventJson;
import io.vertx.core.Future;
import java.util.List;

/** What a handler of a consumer knows about the event that it is handed, and reacts with. */
public final class ConsumerContext {

  private final Tidings tidings;
  private final ConsumerStore store;
  private final Delivery delivery;
  private final Reaction reaction;

  ConsumerContext(Tidings tidings, ConsumerStore store, Delivery delivery, boolean quiet) {
    this.tidings = tidings;
    this.store = store;
    this.delivery = delivery;
    this.reaction = new Reaction(tidings, delivery, quiet);
  }

  /** The event as recorded; with another payload if somebody has edited it as a dead letter. */
  public RecordedEvent event() {
    return delivery.event();
  }

  /**
   * The payload, typed.
   *
   * @throws io.tidings.wire.PayloadMismatch if it is no such thing; no attempt more will help
   */
  public <E extends Record> E as(Class<E> type) {
    return EventJson.decode(event().data(), type);
  }

  /**
   * The events that this one stands for today: one, or as many as a split makes, or none if it is
   * dropped. For an effect that has all of them in one transaction; else see {@link
   * ConsumerBuilder#onFamily}.
   *
   * @throws io.tidings.model.UnknownEvent if the family has no record for its type and version
   * @throws io.tidings.wire.PayloadMismatch if it is no such thing; no attempt more will help
   */
  public <E> List<E> as(EventFamily<E> family) {
    return EventJson.decode(event().event(), family);
  }

  public long position() {
    return event().position();
  }

  /** Which attempt this is, from 1; a redrive begins anew. */
  public int attempt() {
    return delivery.attempt();
  }

  /** Whether the event may have been handed to a handler before, other than by a replay. */
  public boolean mayBeRedelivered() {
    return delivery.redelivered();
  }

  /** Whether somebody has had this event handed out once more, on purpose. */
  public boolean isReplay() {
    return delivery.replay();
  }

  /** Whether that replay is to leave no trace: publishing now fails with {@link QuietReplay}. */
  public boolean isDryRun() {
    return delivery.dryRun();
  }

  /** The story that the event belongs to; its own id if it began the story. */
  public String correlationId() {
    String story = event().event().correlationId();
    return story == null ? event().id() : story;
  }

  /**
   * Where to react to: what is published there carries correlation, causation and trace of the
   * event. Its ids follow from the consumer, the event and the count of what this handler has
   * published before, so that an event that is handled twice causes nothing twice (L5), provided
   * that the handler publishes the same in the same order. A handler that would publish something
   * else the second time gets the receipts of the first.
   */
  public Publication to(String stream) {
    return new Publication(tidings, stream, event(), reaction);
  }

  /**
   * Whether this consumer has entered the event in its inbox: for handlers whose effect is
   * elsewhere and is not idempotent by itself.
   */
  public Future<Boolean> isDone() {
    return store.knows(entry()).map(Inbox.Known::known);
  }

  /**
   * Enters the event in the consumer's inbox, for good; once the effect is certain.
   *
   * @return whether it had been entered before
   */
  public Future<Boolean> enterDone() {
    return store.enter(entry()).map(Inbox.Known::known);
  }

  /** For effects that run in a transaction of the consumer's (C3). */
  public Delivery delivery() {
    return delivery;
  }

  private Inbox.Entry entry() {
    return new Inbox.Entry(delivery.consumer(), position());
  }
}
