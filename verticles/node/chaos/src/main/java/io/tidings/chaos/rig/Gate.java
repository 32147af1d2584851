package io.tidings.chaos.rig;

/** Lets bytes pass, or holds those who carry them until it is opened. */
final class Gate {

  private boolean open = true;

  synchronized void set(boolean open) {
    this.open = open;
    notifyAll();
  }

  synchronized void pass() throws InterruptedException {
    while (!open) {
      wait();
    }
  }
}
