package org.samling.core.requests;

import java.util.concurrent.Semaphore;

/** Places for work that is done at once. Who finds none is counted, and has to come again. */
public final class Places {

  private final ResourceLimit limit;
  private final Semaphore free;

  /**
   * All are free.
   *
   * @param limit what counts who finds none
   * @param most how many there are
   */
  public Places(ResourceLimit limit, int most) {
    this.limit = limit;
    this.free = new Semaphore(most);
  }

  /** Takes a place, which has to be given back; false at once if none is free. */
  public boolean take() {
    if (free.tryAcquire()) {
      return true;
    }
    limit.reach();
    return false;
  }

  /** Gives a place back. */
  public void giveBack() {
    free.release();
  }
}
