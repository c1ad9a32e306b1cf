package org.samling.core.circulation;

/**
 * How far a hold is that a partner was asked about.
 *
 * @param partner the partner's name
 */
public record HoldAtPartner(String partner, Stage stage) {

  /** How far it is. */
  public enum Stage {
    /** The partner was asked. */
    ASKED,
    /** The partner has found a copy. */
    PROMISED,
    /** The partner's copy is on its way. */
    SENT,
    /** No partner that was asked can lend it. */
    REFUSED
  }
}
