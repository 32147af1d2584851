package io.tidings.log.schedule;

import io.tidings.model.Append;
import io.tidings.wire.AppendRequest;
import io.tidings.wire.Messages;
import java.util.List;

/** An append as bytes, in the form it has on the bus: payloads keep every byte. */
public final class AppendBytes {

  private AppendBytes() {}

  /** Equal appends may give different bytes: attributes stand in any order. */
  public static byte[] write(Append append) {
    return Messages.write(new AppendRequest(List.of(append)));
  }

  /**
   * The append; its payloads are views of the bytes.
   *
   * @throws IllegalArgumentException if this version cannot read it
   */
  public static Append read(byte[] bytes) {
    if (Messages.read(bytes) instanceof AppendRequest request && request.appends().size() == 1) {
      return request.appends().get(0);
    }
    throw new IllegalArgumentException("this version cannot read the append");
  }
}
