package io.tidings.log.bus;

/** The addresses on the event bus. All but {@link #event} are clustered. */
public final class Addresses {

  /** Takes an {@code AppendRequest}, answers an {@code AppendReply} or a {@code Refusal}. */
  public static final String APPEND = "log.append";

  /** Takes a {@code Query}, answers a {@code Page} or a {@code Refusal}. */
  public static final String READ = "log.read";

  /** Takes a {@code HeadRequest}, answers a {@code Head} or a {@code Refusal}. */
  public static final String HEAD = "log.head";

  /** {@code Frame}s and {@code Head} beacons, published to every node. Both may be lost. */
  public static final String FEED = "log.feed";

  /** Takes a {@code Call} of the schedule, answers an {@code Answer} or a {@code Refusal}. */
  public static final String SCHEDULE = "log.schedule";

  private Addresses() {}

  /**
   * Where the tail publishes every recorded event of this type, in order of position, inside the
   * node; register with {@code localConsumer}. The body is a {@code RecordedEvent}.
   */
  public static String event(String type) {
    return "event." + type;
  }
}
