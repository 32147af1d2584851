package io.tidings.consumers.bus;

import io.tidings.model.Data;
import io.tidings.wire.Call;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells other nodes that something was offered to pullers, or settled by them. A hint may be lost:
 * whoever waits looks by himself as well. Hints about one consumer that come in quick succession
 * are one. One for each verticle, used on its event loop alone.
 */
public final class OfferHints {

  /** Published by the owner of a segment; the operation is the name of the consumer. */
  public static final String OFFERED = "consumers.offered";

  /** Published by whoever settled; the operation is the name of the consumer. */
  public static final String SETTLED = "consumers.settled";

  private static final long QUIET_MILLIS = 10;
  private static final Data NOTHING =
      Data.of(Data.Form.JSON, "{}".getBytes(StandardCharsets.US_ASCII));

  private record Hint(String address, String consumer) {}

  private final Vertx vertx;
  private final Set<Hint> quiet = new HashSet<>();
  private final Set<Hint> again = new HashSet<>();

  public OfferHints(Vertx vertx) {
    this.vertx = vertx;
  }

  /** There is something to pull. */
  public void offered(String consumer) {
    publish(new Hint(OFFERED, consumer));
  }

  /** There is something for the owners to look at. */
  public void settled(String consumer) {
    publish(new Hint(SETTLED, consumer));
  }

  /** Calls with the name of the consumer, until the verticle is undeployed. */
  public MessageConsumer<?> onOffered(Consumer<String> listener) {
    return listen(OFFERED, listener);
  }

  /** Calls with the name of the consumer, until the verticle is undeployed. */
  public MessageConsumer<?> onSettled(Consumer<String> listener) {
    return listen(SETTLED, listener);
  }

  private MessageConsumer<Object> listen(String address, Consumer<String> listener) {
    return vertx
        .eventBus()
        .consumer(
            address,
            hint -> {
              if (hint.body() instanceof Call call) {
                listener.accept(call.operation());
              }
            });
  }

  private void publish(Hint hint) {
    if (!quiet.add(hint)) {
      again.add(hint);
      return;
    }
    vertx.eventBus().publish(hint.address(), new Call(hint.consumer(), NOTHING));
    vertx.setTimer(
        QUIET_MILLIS,
        over -> {
          quiet.remove(hint);
          if (again.remove(hint)) {
            publish(hint);
          }
        });
  }
}
