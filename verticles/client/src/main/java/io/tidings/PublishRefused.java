package io.tidings;

import io.tidings.model.AppendResult;

/**
 * The log has refused what was to be published, and recorded nothing of it. {@link #result} says
 * why and what to do: {@link AppendResult.Stale} asks to read the stream and decide again, {@link
 * AppendResult.Overtaken} to read on within the boundary and decide again.
 */
public final class PublishRefused extends RuntimeException {

  private final transient AppendResult result;

  PublishRefused(AppendResult result) {
    super("not published: " + result);
    this.result = result;
  }

  public AppendResult result() {
    return result;
  }
}
