package io.tidings.wire;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/**
 * The one codec of all of Tidings' messages on the Vert.x event bus: a 4-byte length, then {@link
 * Messages}. Inside a node messages are passed by reference (D3); they are immutable. Thread-safe.
 */
public final class TidingsCodec implements MessageCodec<Object, Object> {

  /**
   * Travels with every message. Only a new envelope gets a new name, a release ahead of its use.
   */
  public static final String NAME = "tidings.v1";

  /**
   * Vert.x encodes a published message once for every node, one after the other on the sender's
   * thread; the encoder does so only once.
   */
  private final ThreadLocal<Encoder> encoders = ThreadLocal.withInitial(Encoder::new);

  /**
   * Makes the codec known to the bus and chooses it for Tidings' messages. Once for every Vert.x,
   * and before anything is deployed: a message that comes earlier is lost.
   *
   * @throws IllegalStateException if it was registered before
   */
  public static void register(Vertx vertx) {
    vertx.eventBus().registerCodec(new TidingsCodec());
    vertx.eventBus().codecSelector(message -> Kind.known(message) ? NAME : null);
  }

  @Override
  public void encodeToWire(Buffer buffer, Object message) {
    Encoder encoder = encoders.get();
    encoder.encode(message);
    buffer.appendInt(encoder.length());
    encoder.appendTo(buffer);
  }

  /**
   * The message; an {@link UnknownMessage} or an {@link UnreadableMessage} where that is not one of
   * ours. The bus decodes when a handler asks for the body: what were thrown then would end, with
   * its stack, in each handler.
   */
  @Override
  public Object decodeFromWire(int position, Buffer buffer) {
    try {
      return read(position, buffer);
    } catch (MalformedMessage malformed) {
      return new UnreadableMessage(malformed.getMessage());
    }
  }

  private static Object read(int position, Buffer buffer) {
    int start = position + Integer.BYTES;
    int there = buffer.length() - start;
    int announced = there < 0 ? -1 : buffer.getInt(position);
    if (announced < 0 || announced > there) {
      throw new MalformedMessage(announced + " bytes announced, " + there + " are there");
    }
    return Messages.read(buffer.getBytes(start, start + announced));
  }

  @Override
  public Object transform(Object message) {
    return message;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
