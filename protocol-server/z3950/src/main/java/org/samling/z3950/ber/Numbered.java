package org.samling.z3950.ber;

/** A constant of an enum that stands for a number on the wire. */
public interface Numbered {

  /** The number in the standard's ASN.1: of a value, or of a bit, counted from the first one. */
  int number();
}
