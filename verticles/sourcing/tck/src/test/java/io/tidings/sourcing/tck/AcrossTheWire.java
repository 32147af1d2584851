package io.tidings.sourcing.tck;

import io.tidings.wire.TidingsCodec;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** Encodes and decodes every message, even inside one JVM, as if it went to another node. */
final class AcrossTheWire implements MessageCodec<Object, Object> {

  private final TidingsCodec codec = new TidingsCodec();

  static void register(Vertx vertx) {
    AcrossTheWire codec = new AcrossTheWire();
    vertx.eventBus().registerCodec(codec);
    vertx.eventBus().codecSelector(message -> codec.name());
  }

  @Override
  public void encodeToWire(Buffer buffer, Object message) {
    codec.encodeToWire(buffer, message);
  }

  @Override
  public Object decodeFromWire(int position, Buffer buffer) {
    return codec.decodeFromWire(position, buffer);
  }

  @Override
  public Object transform(Object message) {
    Buffer buffer = Buffer.buffer();
    encodeToWire(buffer, message);
    return decodeFromWire(0, buffer);
  }

  @Override
  public String name() {
    return "tidings across the wire";
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
