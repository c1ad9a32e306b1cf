package org.samling.z3950.data;

import org.samling.z3950.ber.Numbered;

/**
 * The versions that an Init proposes or accepts. Versions 1 and 2 are the same; the highest one
 * that both sides name is used.
 */
public enum ProtocolVersion implements Numbered {
  VERSION_1(0),
  VERSION_2(1),
  VERSION_3(2);

  private final int number;

  ProtocolVersion(int number) {
    this.number = number;
  }

  @Override
  public int number() {
    return number;
  }
}
