package org.samling.z3950;

import org.samling.z3950.ber.Numbered;

/** Why a session ends. */
public enum CloseReason implements Numbered {
  FINISHED(0),
  SHUTDOWN(1),
  SYSTEM_PROBLEM(2),
  COST_LIMIT(3),
  RESOURCES(4),
  SECURITY_VIOLATION(5),
  PROTOCOL_ERROR(6),
  LACK_OF_ACTIVITY(7),
  PEER_ABORT(8),
  /** No reason; an unknown number is also read as this. */
  UNSPECIFIED(9);

  private final int number;

  CloseReason(int number) {
    this.number = number;
  }

  @Override
  public int number() {
    return number;
  }
}
