package org.samling.z3950.ber;

/** A constant of an enum that corresponds to a number on the wire. */
public interface Numbered {

  /**
   * The number in the standard's ASN.1: a value, or the position of a bit, counted from the first
   * one.
   */
  int number();
}
