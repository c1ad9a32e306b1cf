package org.samling.cql;

import org.jspecify.annotations.Nullable;

/** Cuts a query into what it is made of (CQL 1.2, grammar: charString1, charString2, signs). */
final class CqlTokens {

  /** What a piece is. */
  enum Kind {
    OPEN,
    CLOSE,
    SLASH,
    /** One of = == < > <= >= <>. */
    COMPARISON,
    /** Text that stands bare. */
    WORD,
    /** Text in quotes. */
    QUOTED,
    END
  }

  /**
   * A piece.
   *
   * @param kind what it is
   * @param text what it says
   * @param position where it begins
   */
  record Token(Kind kind, String text, int position) {

    boolean isText() {
      return kind == Kind.WORD || kind == Kind.QUOTED;
    }

    /** The text of a bare word that could be reserved; null for anything else. */
    @Nullable String word() {
      return kind == Kind.WORD ? text : null;
    }
  }

  /** Stops the reading of a query. It never leaves the parser. */
  static final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient CqlFault fault;

    Fault(DiagnosticCode code, String details, int position) {
      super(details, null, false, false);
      fault = new CqlFault(code, details, position);
    }

    CqlFault fault() {
      return fault;
    }
  }

  private final String query;
  private int position;
  private Token current;

  CqlTokens(String query) {
    this.query = query;
    this.current = read();
  }

  /** The piece that is next. */
  Token peek() {
    return current;
  }

  /** Takes the next piece. */
  Token next() {
    var token = current;
    current = read();
    return token;
  }

  private Token read() {
    while (position < query.length() && isBlank(query.charAt(position))) {
      position++;
    }
    if (position == query.length()) {
      return new Token(Kind.END, "", position);
    }
    var start = position;
    return switch (query.charAt(position)) {
      case '(' -> sign(Kind.OPEN, 1);
      case ')' -> sign(Kind.CLOSE, 1);
      case '/' -> sign(Kind.SLASH, 1);
      case '=' -> sign(Kind.COMPARISON, follows('=') ? 2 : 1);
      case '>' -> sign(Kind.COMPARISON, follows('=') ? 2 : 1);
      case '<' -> sign(Kind.COMPARISON, follows('=') || follows('>') ? 2 : 1);
      case '"' -> quoted();
      default -> {
        while (position < query.length() && !endsWord(query.charAt(position))) {
          position++;
        }
        yield new Token(Kind.WORD, query.substring(start, position), start);
      }
    };
  }

  private Token sign(Kind kind, int length) {
    var start = position;
    position += length;
    return new Token(kind, query.substring(start, position), start);
  }

  private boolean follows(char c) {
    return position + 1 < query.length() && query.charAt(position + 1) == c;
  }

  /** Backslashes stay, but for those that let a quote be part of the text. */
  private Token quoted() {
    var start = position++;
    var text = new StringBuilder();
    while (position < query.length()) {
      var c = query.charAt(position++);
      if (c == '"') {
        return new Token(Kind.QUOTED, text.toString(), start);
      }
      if (c == '\\' && position < query.length()) {
        var escaped = query.charAt(position++);
        if (escaped != '"') {
          text.append(c);
        }
        text.append(escaped);
      } else {
        text.append(c);
      }
    }
    throw new Fault(DiagnosticCode.UNSUPPORTED_QUOTES, "a quote is not closed", start);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\u000B';
  }

  /** Whether a character ends a bare word, and so must be in quotes to be part of a text. */
  static boolean endsWord(char c) {
    return isBlank(c) || "()=<>\"/".indexOf(c) >= 0;
  }
}
