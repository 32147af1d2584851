package io.tidings.chaos.fault;

import io.tidings.chaos.process.Program;
import io.tidings.chaos.rig.Rig;
import io.tidings.chaos.stranger.Stranger;
import io.tidings.chaos.stranger.Stranger.Manner;
import java.util.random.RandomGenerator;

/** A member of another version joins the cluster and says what this one does not understand. */
final class Intrusion implements Fault {

  private final String name;
  private final Manner manner;
  private final String what;
  private Program stranger;

  private Intrusion(String name, Manner manner, String what) {
    this.name = name;
    this.manner = manner;
    this.what = what;
  }

  static Intrusion oldFrames() {
    return new Intrusion(
        "old-frames",
        Manner.FRAMES,
        "a member sends frames of older and newer formats, and frames that are none");
  }

  static Intrusion unknownCodec() {
    return new Intrusion(
        "unknown-codec", Manner.CODEC, "a member sends messages in a codec that nobody has");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Target target() {
    return Target.NETWORK;
  }

  @Override
  public Span span() {
    return Span.seconds(10, 15);
  }

  @Override
  public String strike(Rig rig, RandomGenerator random) {
    stranger = rig.stranger(Stranger.class, manner.name());
    stranger.awaitLine("Stranger speaks");
    return what;
  }

  @Override
  public void heal(Rig rig) {
    if (stranger != null) {
      stranger.close();
    }
  }
}
