package org.samling.operations;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why an operation could not be carried out. Nothing was changed. */
public final class Problem extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final Kind kind;
  private final transient @Nullable Sentence sentence;
  private final transient @Nullable Record particulars;
  private final Duration due;

  /** What sort of problem it is. */
  public enum Kind {
    /** The input contradicts itself or the library's configuration. */
    INVALID,
    /** What the input names is not there. */
    UNKNOWN,
    /** The library's rules or the present state don't allow it. */
    REFUSED,
    /** The account lacks a right. */
    FORBIDDEN,
    /** Its key was used for another request. */
    KEY_USED,
    /** What was sent is larger than it may be. */
    TOO_LARGE,
    /** What was sent did not arrive in time. */
    TOO_SLOW,
    /** As much as may wait is waiting already. */
    TOO_MANY,
    /** There is no room for what was sent. */
    NO_ROOM
  }

  private Problem(Kind kind, String detail, @Nullable Record particulars, Duration due) {
    this(kind, detail, null, particulars, due);
  }

  private Problem(
      Kind kind,
      String detail,
      @Nullable Sentence sentence,
      @Nullable Record particulars,
      Duration due) {
    super(detail, null, false, false);
    this.kind = kind;
    this.sentence = sentence;
    this.particulars = particulars;
    this.due = due;
  }

  /** A problem with nothing but a description. */
  public static Problem of(Kind kind, String detail) {
    return new Problem(kind, detail, null, Duration.ZERO);
  }

  /** The input can't be meant: {@code "until" is before "from".} */
  public static Problem invalid(String detail) {
    return of(Kind.INVALID, detail);
  }

  /** The same, in each language. */
  public static Problem invalid(Sentence sentence) {
    return of(Kind.INVALID, sentence);
  }

  /** A problem with nothing but a description, in each language. */
  private static Problem of(Kind kind, Sentence sentence) {
    return new Problem(kind, sentence.english(), sentence, null, Duration.ZERO);
  }

  /**
   * The input can't be meant.
   *
   * @param particulars what a program needs to know of it; its components are members of the answer
   */
  public static Problem invalid(String detail, Record particulars) {
    return new Problem(Kind.INVALID, detail, particulars, Duration.ZERO);
  }

  /** What the input names is not there. */
  public static Problem unknown(String detail) {
    return of(Kind.UNKNOWN, detail);
  }

  /**
   * What the input names is not there.
   *
   * @param particulars what a program needs to know of it; its components are members of the answer
   */
  public static Problem unknown(String detail, Record particulars) {
    return new Problem(Kind.UNKNOWN, detail, particulars, Duration.ZERO);
  }

  /** There is no such patron. The identifier is not repeated: it may be a CPR number. */
  public static Problem unknownPatron() {
    return of(Kind.UNKNOWN, new Sentence("There is no such patron.", "Den låner findes ikke."));
  }

  /** The rules or the present state don't allow it. */
  public static Problem refused(String detail) {
    return of(Kind.REFUSED, detail);
  }

  /** The same, in each language. */
  public static Problem refused(Sentence sentence) {
    return of(Kind.REFUSED, sentence);
  }

  /**
   * The rules or the present state don't allow it.
   *
   * @param particulars what a program needs to know of it; its components are members of the answer
   */
  public static Problem refused(String detail, Record particulars) {
    return new Problem(Kind.REFUSED, detail, particulars, Duration.ZERO);
  }

  /** The account lacks a right that the input makes necessary. */
  public static Problem forbidden(String detail) {
    return of(Kind.FORBIDDEN, detail);
  }

  /** The same, of which it is known after how long it may have passed. */
  public Problem passingAfter(Duration time) {
    return new Problem(kind, detail(), sentence, particulars, time);
  }

  /** What sort of problem it is. */
  public Kind kind() {
    return kind;
  }

  /** What it is, as sentences. */
  public String detail() {
    return String.valueOf(getMessage());
  }

  /** What it is in each language; null where it is known in English only. */
  public @Nullable Sentence sentence() {
    return sentence;
  }

  /** What a program needs to know of it; null for nothing more. */
  public @Nullable Record particulars() {
    return particulars;
  }

  /** After how long to try again; zero where that is not known. */
  public Duration due() {
    return due;
  }
}
