package org.samling.z3950.ccl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.ccl.CclNode.Near;
import org.samling.z3950.ccl.CclNode.Operation;
import org.samling.z3950.ccl.CclNode.Operator;
import org.samling.z3950.ccl.CclNode.Range;
import org.samling.z3950.ccl.CclNode.Relation;
import org.samling.z3950.ccl.CclNode.ResultSet;
import org.samling.z3950.ccl.CclNode.Term;

/**
 * Parses queries in CCL (ISO 8777), as YAZ understands it.
 *
 * <pre>
 *   query    := elements {(and | or | not) elements}
 *   elements := "(" query ")"  |  set "=" name  |  fields relation value  |  terms
 *   fields   := name {"," name}
 *   value    := "(" query ")"  |  from "-" to  |  terms
 *   terms    := term {("%" | "!") [number] term}
 *   term     := word {word}  |  quoted text
 * </pre>
 */
public final class CclParser {

  /** The longest query, in characters. */
  public static final int MAX_LENGTH = 32 * 1024;

  /** The most fields that one term is searched in. */
  public static final int MAX_QUALIFIERS = 10;

  /** The most parentheses that may be open at once. */
  public static final int MAX_DEPTH = 100;

  /** The most terms. */
  public static final int MAX_TERMS = 1_000;

  /** The largest distance. */
  private static final int MOST_DIGITS = 4;

  private final List<Token> tokens;
  private int next;
  private int depth;
  private int terms;

  /**
   * A token of a query.
   *
   * @param text the text
   * @param isQuoted whether it was in quotes
   * @param position the index of its first character
   * @param isJoined whether it follows the previous token without a blank
   */
  private record Token(String text, boolean isQuoted, int position, boolean isJoined) {

    boolean is(String sign) {
      return !isQuoted && text.equalsIgnoreCase(sign);
    }

    boolean isSign() {
      return !isQuoted && !text.isEmpty() && "()=<>,%!".indexOf(text.charAt(0)) >= 0;
    }
  }

  /** Aborts parsing; never leaves this class. */
  private static final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient CclDecoded.Malformed malformed;

    Fault(String reason, int position) {
      super(reason, null, false, false);
      malformed = new CclDecoded.Malformed(reason, position);
    }
  }

  private CclParser(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** Parses a query. */
  public static CclDecoded parse(String query) {
    if (query.length() > MAX_LENGTH) {
      return new CclDecoded.Malformed(
          "a query may have at most %d characters".formatted(MAX_LENGTH), MAX_LENGTH);
    }
    try {
      var parser = new CclParser(tokens(query));
      var root = parser.query(List.of(), Relation.EQUAL);
      if (!parser.peek().text().isEmpty()) {
        throw parser.unexpected("an operator or the end");
      }
      return new CclDecoded.Parsed(root);
    } catch (Fault e) {
      return e.malformed;
    }
  }

  private static List<Token> tokens(String query) {
    var tokens = new ArrayList<Token>();
    var at = 0;
    var end = 0;
    while (at < query.length()) {
      var c = query.charAt(at);
      var start = at;
      if (Character.isWhitespace(c)) {
        at++;
        continue;
      }
      if (c == '"') {
        at = query.indexOf('"', start + 1) + 1;
        if (at == 0) {
          throw new Fault("a quote is not closed", start);
        }
        tokens.add(
            new Token(query.substring(start + 1, at - 1), true, start, end == start && start > 0));
      } else {
        at = "()=<>,%!".indexOf(c) >= 0 ? endOfSign(query, start) : endOfWord(query, start);
        tokens.add(new Token(query.substring(start, at), false, start, end == start && start > 0));
      }
      end = at;
    }
    tokens.add(new Token("", false, query.length(), false));
    return tokens;
  }

  private static int endOfSign(String query, int start) {
    var two = query.substring(start, Math.min(query.length(), start + 2));
    return start + (two.equals("<=") || two.equals(">=") || two.equals("<>") ? 2 : 1);
  }

  private static int endOfWord(String query, int start) {
    var at = start;
    while (at < query.length()
        && !Character.isWhitespace(query.charAt(at))
        && "()=<>,%!\"".indexOf(query.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  private Token peek() {
    return tokens.get(next);
  }

  private Token take() {
    return tokens.get(next++);
  }

  private Fault unexpected(String expected) {
    var token = peek();
    return new Fault(
        token.text().isEmpty() && !token.isQuoted()
            ? "unexpected end of the query: expected " + expected
            : "expected %s, not \"%s\"".formatted(expected, token.text()),
        token.position());
  }

  private CclNode query(List<String> qualifiers, Relation relation) {
    var left = elements(qualifiers, relation);
    for (var operator = operator(peek()); operator != null; operator = operator(peek())) {
      take();
      left = new Operation(operator, left, elements(qualifiers, relation));
    }
    return left;
  }

  private static @Nullable Operator operator(Token token) {
    return Arrays.stream(Operator.values())
        .filter(o -> token.is(o.name()))
        .findFirst()
        .orElse(null);
  }

  private CclNode elements(List<String> qualifiers, Relation relation) {
    if (peek().is("(")) {
      return parenthesised(qualifiers, relation);
    }
    var fields = fields();
    if (fields.isEmpty()) {
      return terms(qualifiers, relation);
    }
    var sign = take();
    var fieldRelation = relation(sign).orElseThrow();
    if (fields.equals(List.of("set"))) {
      if (fieldRelation != Relation.EQUAL) {
        throw new Fault(
            "expected \"=\" before the name of a result set, not \"%s\"".formatted(sign.text()),
            sign.position());
      }
      return new ResultSet(text("the name of a result set"));
    }
    if (peek().is("(")) {
      return parenthesised(fields, fieldRelation);
    }
    return range(fields, fieldRelation).orElseGet(() -> terms(fields, fieldRelation));
  }

  private CclNode parenthesised(List<String> qualifiers, Relation relation) {
    var open = take();
    if (++depth > MAX_DEPTH) {
      throw new Fault("more than %d parentheses are open".formatted(MAX_DEPTH), open.position());
    }
    var inner = query(qualifiers, relation);
    if (!peek().is(")")) {
      throw unexpected("an operator or a closing parenthesis");
    }
    take();
    depth--;
    return inner;
  }

  /** The names before a relation; empty, with nothing consumed, if no relation follows. */
  private List<String> fields() {
    var names = new ArrayList<String>();
    for (var at = next; isWord(tokens.get(at)); at += 2) {
      if (names.size() == MAX_QUALIFIERS) {
        throw new Fault(
            "a term is searched in more than %d fields".formatted(MAX_QUALIFIERS),
            tokens.get(at).position());
      }
      names.add(tokens.get(at).text().toLowerCase(Locale.ROOT));
      if (relation(tokens.get(at + 1)).isPresent()) {
        next = at + 1;
        return names;
      }
      if (!tokens.get(at + 1).is(",")) {
        break;
      }
    }
    return List.of();
  }

  private static boolean isWord(Token token) {
    return !token.isQuoted() && !token.isSign() && !token.text().isEmpty();
  }

  private static Optional<Relation> relation(Token token) {
    return Arrays.stream(Relation.values()).filter(r -> token.is(r.sign())).findFirst();
  }

  /** {@code 1990-2000}, {@code 1990-} or {@code -2000}, of digits. */
  private Optional<CclNode> range(List<String> fields, Relation relation) {
    var written = peek();
    var hyphen = written.text().indexOf('-');
    if (relation != Relation.EQUAL
        || !isWord(written)
        || hyphen < 0
        || written.text().length() == 1) {
      return Optional.empty();
    }
    var from = written.text().substring(0, hyphen);
    var to = written.text().substring(hyphen + 1);
    // A number with hyphens, such as an ISSN, is not a range: ranges are of years only.
    if (!isYear(from) || !isYear(to) || (from.isEmpty() && to.isEmpty()) || !isOfYears(fields)) {
      return Optional.empty();
    }
    take();
    count(written);
    return Optional.of(new Range(fields, from, to));
  }

  private static boolean isYear(String text) {
    return text.length() <= MOST_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isOfYears(List<String> fields) {
    return fields.stream().allMatch(CclQualifiers::isOfYears);
  }

  private CclNode terms(List<String> qualifiers, Relation relation) {
    CclNode left = term(qualifiers, relation);
    while (peek().is("%") || peek().is("!")) {
      var isOrdered = take().is("!");
      var distance = 1;
      var number = peek();
      if (number.isJoined()
          && isWord(number)
          && number.text().length() <= MOST_DIGITS
          && number.text().chars().allMatch(c -> c >= '0' && c <= '9')) {
        distance = Integer.parseInt(take().text());
      }
      left = new Near(left, term(qualifiers, relation), distance, isOrdered);
    }
    return left;
  }

  private Term term(List<String> qualifiers, Relation relation) {
    var first = peek();
    count(first);
    if (first.isQuoted()) {
      take();
      if (first.text().isBlank()) {
        throw new Fault("a term is empty", first.position());
      }
      return new Term(qualifiers, relation, List.of(first.text().strip()), true);
    }
    var words = new ArrayList<String>();
    while (isWord(peek()) && operator(peek()) == null && fieldsAhead() == 0) {
      words.add(take().text());
    }
    if (words.isEmpty()) {
      throw unexpected("a term");
    }
    return new Term(qualifiers, relation, words, false);
  }

  /** The number of field names before a relation at this position. */
  private int fieldsAhead() {
    var here = next;
    var fields = fields();
    next = here;
    return fields.size();
  }

  private String text(String expected) {
    if (!peek().isQuoted() && !isWord(peek())) {
      throw unexpected(expected);
    }
    return take().text();
  }

  private void count(Token token) {
    if (++terms > MAX_TERMS) {
      throw new Fault("more than %d terms".formatted(MAX_TERMS), token.position());
    }
  }
}
