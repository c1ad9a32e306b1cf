package org.samling.operations;

import org.jspecify.annotations.Nullable;

/** Why an operation could not be carried out. Nothing was changed. */
public final class Problem extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final Kind kind;
  private final transient @Nullable Record particulars;

  /** What sort of problem it is. */
  public enum Kind {
    /** The input contradicts itself or the library's configuration. */
    INVALID,
    /** What the input names is not there. */
    UNKNOWN,
    /** The library's rules or the present state don't allow it. */
    REFUSED,
    /** The input contradicts an earlier request of which it claims to be a repetition. */
    CONTRADICTORY,
    /** The account lacks a right. */
    FORBIDDEN
  }

  private Problem(Kind kind, String detail, @Nullable Record particulars) {
    super(detail, null, false, false);
    this.kind = kind;
    this.particulars = particulars;
  }

  /** The input can't be meant: {@code "until" is before "from".} */
  public static Problem invalid(String detail) {
    return new Problem(Kind.INVALID, detail, null);
  }

  /** What the input names is not there. */
  public static Problem unknown(String detail) {
    return new Problem(Kind.UNKNOWN, detail, null);
  }

  /**
   * What the input names is not there.
   *
   * @param particulars what a program needs to know of it; its components are members of the answer
   */
  public static Problem unknown(String detail, Record particulars) {
    return new Problem(Kind.UNKNOWN, detail, particulars);
  }

  /** The rules or the present state don't allow it. */
  public static Problem refused(String detail) {
    return new Problem(Kind.REFUSED, detail, null);
  }

  /**
   * The rules or the present state don't allow it.
   *
   * @param particulars what a program needs to know of it; its components are members of the answer
   */
  public static Problem refused(String detail, Record particulars) {
    return new Problem(Kind.REFUSED, detail, particulars);
  }

  /** It is not the request that its key was used for before. */
  public static Problem contradictory(String detail) {
    return new Problem(Kind.CONTRADICTORY, detail, null);
  }

  /** The account lacks a right that the input makes necessary. */
  public static Problem forbidden(String detail) {
    return new Problem(Kind.FORBIDDEN, detail, null);
  }

  /** What sort of problem it is. */
  public Kind kind() {
    return kind;
  }

  /** What it is, as sentences. */
  public String detail() {
    return String.valueOf(getMessage());
  }

  /** What a program needs to know of it; null for nothing more. */
  public @Nullable Record particulars() {
    return particulars;
  }
}
