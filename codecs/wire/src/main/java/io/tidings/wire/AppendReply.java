package io.tidings.wire;

import io.tidings.model.AppendResult;
import java.util.List;

/** One result for each append of the request, in its order. */
public record AppendReply(List<AppendResult> results) {

  public AppendReply {
    results = List.copyOf(results);
  }
}
