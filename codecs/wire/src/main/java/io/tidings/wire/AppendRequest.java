package io.tidings.wire;

import io.tidings.model.Append;
import java.util.List;

/** Asks the persistence verticle to record appends; answered by {@link AppendReply}. */
public record AppendRequest(List<Append> appends) {

  public AppendRequest {
    appends = List.copyOf(appends);
  }
}
