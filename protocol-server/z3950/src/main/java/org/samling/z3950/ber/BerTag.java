package org.samling.z3950.ber;

/**
 * A BER tag as one number: two bits of class and 28 of tag number. It does not include whether an
 * element is constructed.
 */
public final class BerTag {
  static final int BOOLEAN = 1;
  public static final int INTEGER = 2;
  public static final int OCTET_STRING = 4;
  public static final int NULL = 5;
  public static final int OBJECT_IDENTIFIER = 6;
  public static final int EXTERNAL = 8;
  public static final int SEQUENCE = 16;
  public static final int VISIBLE_STRING = 26;
  public static final int GENERAL_STRING = 27;

  private static final int NUMBER_BITS = 28;
  private static final int CONTEXT_CLASS = 2;
  private static final String[] CLASSES = {"UNIVERSAL ", "APPLICATION ", "", "PRIVATE "};

  private BerTag() {}

  /** The context-specific tag with this number. */
  public static int context(int number) {
    return of(CONTEXT_CLASS, number);
  }

  static int of(int tagClass, int number) {
    return (tagClass << NUMBER_BITS) | number;
  }

  static int tagClass(int tag) {
    return tag >>> NUMBER_BITS;
  }

  public static int number(int tag) {
    return tag & ((1 << NUMBER_BITS) - 1);
  }

  public static boolean isContext(int tag) {
    return tagClass(tag) == CONTEXT_CLASS;
  }

  /** The tag in ASN.1 notation, for messages. */
  public static String name(int tag) {
    return "[" + CLASSES[tagClass(tag)] + number(tag) + "]";
  }
}
