package org.samling.sip2;

/**
 * A one-character answer: {@code Y}, {@code N}, for some fields {@code U} (unknown), or whatever
 * the other side sent instead.
 *
 * @param wire the character on the wire, or empty
 */
public record Sip2Flag(String wire) implements Sip2Value {
  public static final Sip2Flag YES = new Sip2Flag("Y");
  public static final Sip2Flag NO = new Sip2Flag("N");
  public static final Sip2Flag UNKNOWN = new Sip2Flag("U");

  public static Sip2Flag of(boolean yes) {
    return yes ? YES : NO;
  }

  /** The flag with this text on the wire. */
  public static Sip2Flag read(String wire) {
    return switch (wire) {
      case "Y" -> YES;
      case "N" -> NO;
      case "U" -> UNKNOWN;
      default -> new Sip2Flag(wire);
    };
  }

  /** Whether this means yes; a small {@code y} counts, anything odd does not. */
  public boolean isYes() {
    return wire.equals("Y") || wire.equals("y");
  }

  @Override
  public String toString() {
    return wire;
  }
}
