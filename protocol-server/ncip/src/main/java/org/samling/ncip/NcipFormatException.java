package org.samling.ncip;

import org.jspecify.annotations.Nullable;
import org.samling.ncip.data.NcipElement;
import org.samling.ncip.data.NcipService;
import org.samling.ncip.data.Problem;
import org.samling.ncip.data.ProblemType;

/**
 * Says that bytes are no NCIP message, or that one lacks something; its message is a sentence that
 * holds no data of the message. Only the client's side throws it out of this package; the server's
 * side turns it into {@link Decoded.Malformed}.
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

  /** The bytes are no message at all. */
  static NcipFormatException syntax(String detail, int line, int column) {
    return syntax(detail, "", line, column);
  }

  /**
   * The bytes are no message at all.
   *
   * @param detail a sentence that may go to the sender
   * @param more what the parser has to say, for the log only
   */
  static NcipFormatException syntax(String detail, String more, int line, int column) {
    return new NcipFormatException(
        ProblemType.INVALID_MESSAGE_SYNTAX_ERROR, detail, more, null, null, line, column);
  }

  /**
   * Something is wrong with an element.
   *
   * @param in the element that lacks another, or holds what is wrong
   * @param element the name of the element that is missing or wrong
   * @param value what it holds, for the sender; null for nothing, or what must not be repeated
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
  String what() {
    return String.valueOf(getMessage());
  }

  /** Where it is wrong, counted from 1; 0 where no place can be told. */
  public int line() {
    return line;
  }

  /** Where in the line, counted from 1. */
  public int column() {
    return column;
  }
}
