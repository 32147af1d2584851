package io.tidings.sourcing.engine;

/**
 * How much a node does at once for one decider.
 *
 * @param pending commands taken and not answered yet; more are refused as overload
 * @param states streams whose state is kept in memory; those used longest ago are loaded again
 * @param attempts how often a command is decided, at most, while others are faster
 * @param together commands of one stream that are decided one after the other and recorded by one
 *     append
 */
public record DeciderLimits(int pending, int states, int attempts, int together) {

  public DeciderLimits {
    if (pending < 1 || states < 1 || attempts < 1 || together < 1) {
      throw new IllegalArgumentException(
          "pending %d, states %d, attempts %d, together %d: give 1 or more of each"
              .formatted(pending, states, attempts, together));
    }
  }

  public static DeciderLimits defaults() {
    return new DeciderLimits(1024, 10_000, 20, 64);
  }
}
