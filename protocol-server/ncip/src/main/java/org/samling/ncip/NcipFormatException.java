package org.samling.ncip;

import org.jspecify.annotations.Nullable;
import org.samling.ncip.data.NcipElement;
import org.samling.ncip.data.NcipService;
import org.samling.ncip.data.Problem;
import org.samling.ncip.data.ProblemType;

/**
 * Bytes are not an NCIP message, or a message lacks something. The exception's message is a
 * sentence without any data of the message. Only the client's side throws it out of this package;
 * the server's side turns it into {@link Decoded.Malformed}.
 */
public final class NcipFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ProblemType type;
  private final String detail;
  private final @Nullable String element;
  private final @Nullable String value;
  private final int line;
  private final int column;

  private NcipFormatException(
      ProblemType type,
      String detail,
      String more,
      @Nullable String element,
      @Nullable String value,
      int line,
      int column) {
    super(detail + more, null, false, false);
    this.type = type;
    this.detail = detail;
    this.element = element;
    this.value = value;
    this.line = line;
    this.column = column;
  }

  private NcipFormatException(
      ProblemType type,
      String detail,
      String more,
      @Nullable String element,
      int line,
      int column) {
    this(type, detail, more, element, null, line, column);
  }

  /** The bytes are not a message at all. */
  static NcipFormatException syntax(String detail, int line, int column) {
    return syntax(detail, "", line, column);
  }

  /**
   * The bytes are not a message at all.
   *
   * @param detail a sentence that may go to the sender
   * @param more the parser's message, for the log only
   */
  static NcipFormatException syntax(String detail, String more, int line, int column) {
    return new NcipFormatException(
        ProblemType.INVALID_MESSAGE_SYNTAX_ERROR, detail, more, null, line, column);
  }

  /**
   * Something is wrong with an element.
   *
   * @param in the element that lacks another, or has the wrong content
   * @param element the name of the element that is missing or wrong
   * @param value its content, for the sender; null for none, or for content that must not be
   *     repeated
   */
  static NcipFormatException at(
      NcipElement in, ProblemType type, String detail, String element, @Nullable String value) {
    return new NcipFormatException(type, detail, "", element, value, in.line(), in.column());
  }

  /** The problem to answer with. */
  Problem problem(@Nullable NcipService service) {
    var where = line > 0 ? " (line %d, column %d)".formatted(line, column) : "";
    return Problem.of(type, service, detail + where).at(element, value);
  }

  /** What is wrong, without any data of the message. */
  String reason() {
    return String.valueOf(getMessage());
  }

  /** Where it is wrong, counted from 1; 0 if no position is known. */
  public int line() {
    return line;
  }

  /** The position in the line, counted from 1. */
  public int column() {
    return column;
  }
}
