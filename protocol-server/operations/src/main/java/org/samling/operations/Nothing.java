package org.samling.operations;

/** The input of an operation that takes nothing, and the output of one that returns nothing. */
public record Nothing() {

  /** The only one that is needed. */
  public static final Nothing NOTHING = new Nothing();
}
