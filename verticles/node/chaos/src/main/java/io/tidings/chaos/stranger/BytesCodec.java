package io.tidings.chaos.stranger;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** Sends bytes under the name of any codec. */
record BytesCodec(String name) implements MessageCodec<byte[], byte[]> {

  @Override
  public void encodeToWire(Buffer buffer, byte[] bytes) {
    buffer.appendInt(bytes.length).appendBytes(bytes);
  }

  @Override
  public byte[] decodeFromWire(int position, Buffer buffer) {
    int start = position + Integer.BYTES;
    return buffer.getBytes(start, start + buffer.getInt(position));
  }

  @Override
  public byte[] transform(byte[] bytes) {
    return bytes;
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
