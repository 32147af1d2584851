package io.tidings.chaos.load;

/** Clients that append. */
abstract class Appending extends Clients {

  private final Repetition repetition;

  Appending(String name, int clients, Site site) {
    super(name, clients);
    this.repetition = new Repetition(site.recorder());
  }

  final Repetition repetition() {
    return repetition;
  }

  @Override
  public final boolean worksSince(long moment) {
    return repetition.answered() > moment;
  }
}
