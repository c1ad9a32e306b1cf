package org.samling.cql;

import org.jspecify.annotations.Nullable;

/** Splits a query into tokens (CQL 1.2, grammar: charString1, charString2, signs). */
final class CqlTokens {

  /** The kind of a token. */
  enum Kind {
    OPEN,
    CLOSE,
    SLASH,
    /** One of = == < > <= >= <>. */
    COMPARISON,
    /** Text without quotes. */
    WORD,
    /** Text in quotes. */
    QUOTED,
    END
  }

  /**
   * A token.
   *
   * @param kind its kind
   * @param text its text
   * @param position the index of its first character
   */
  record Token(Kind kind, String text, int position) {

    boolean isText() {
      return kind == Kind.WORD || kind == Kind.QUOTED;
    }

    /** The text of a bare word, which may be reserved; null for anything else. */
    @Nullable String word() {
      return kind == Kind.WORD ? text : null;
    }
  }

  /** Aborts parsing. Never leaves the parser. */
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

  /** The next token, without consuming it. */
  Token peek() {
    return current;
  }

  /** Consumes the next token. */
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

  /** Backslashes are kept, except those that escape a quote. */
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

  /** Whether a character ends a bare word, and so must be quoted to be part of a text. */
  static boolean endsWord(char c) {
    return isBlank(c) || "()=<>\"/".indexOf(c) >= 0;
  }
}
