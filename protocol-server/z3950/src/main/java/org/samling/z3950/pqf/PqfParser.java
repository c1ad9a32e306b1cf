package org.samling.z3950.pqf;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.data.AttributeElement;
import org.samling.z3950.data.RpnQuery;
import org.samling.z3950.data.RpnStructure;
import org.samling.z3950.data.RpnStructure.Operator;
import org.samling.z3950.data.Term;

/**
 * Parses queries in the prefix query notation, as YAZ understands it.
 *
 * <pre>
 *   query     := ["@attrset" set] structure
 *   structure := ("@and" | "@or" | "@not" | "@prox" …) structure structure
 *             |  "@attr" [set] type "=" value structure
 *             |  "@term" type structure  |  "@set" name  |  term
 *   term      := word  |  quoted text
 * </pre>
 *
 * <p>Attributes before an operator apply to all terms after it.
 */
public final class PqfParser {

  /** The longest query, in characters. */
  public static final int MAX_LENGTH = 32 * 1024;

  /** The deepest nesting of operators. */
  public static final int MAX_DEPTH = 100;

  private static final Map<String, Oid> SETS =
      Map.of(
          "bib-1", Oid.BIB_1,
          "bib-2", Oid.BIB_2,
          "dan-1", Oid.DAN_1,
          "exp-1", Oid.EXP_1,
          "ext-1", Oid.EXT_1,
          "gils", Oid.GILS,
          "util", Oid.UTIL,
          "xd-1", Oid.XD_1);

  private static final String END = "unexpected end of the query: expected ";

  private final List<Token> tokens;
  private final Function<String, Octets> coding;
  private int next;

  /**
   * A token of a query.
   *
   * @param text the text
   * @param isQuoted whether it was in quotes
   * @param position the index of its first character
   */
  private record Token(String text, boolean isQuoted, int position) {

    boolean is(String sign) {
      return !isQuoted && text.equals(sign);
    }
  }

  /** The attributes before a structure, which apply to all terms in it. */
  private record Ahead(List<AttributeElement> attributes, String termType) {

    Ahead with(AttributeElement attribute) {
      var all = new ArrayList<>(attributes);
      all.add(attribute);
      return new Ahead(all, termType);
    }
  }

  /** Aborts parsing; never leaves this class. */
  private static final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient PqfDecoded.Malformed malformed;

    Fault(String reason, int position) {
      super(reason, null, false, false);
      malformed = new PqfDecoded.Malformed(reason, position);
    }
  }

  private PqfParser(List<Token> tokens, Function<String, Octets> coding) {
    this.tokens = tokens;
    this.coding = coding;
  }

  /**
   * Parses a query.
   *
   * @param charset the character set of terms on the wire
   */
  public static PqfDecoded parse(String query, Z3950Charset charset) {
    return parse(query, charset::encode);
  }

  /**
   * Parses a query whose terms are encoded on the wire independently of the session.
   *
   * @param coding encodes a term
   */
  public static PqfDecoded parse(String query, Function<String, Octets> coding) {
    if (query.length() > MAX_LENGTH) {
      return new PqfDecoded.Malformed(
          "a query may have at most %d characters".formatted(MAX_LENGTH), MAX_LENGTH);
    }
    try {
      var parser = new PqfParser(tokens(query), coding);
      var set = parser.attributeSet();
      var root = parser.structure(new Ahead(List.of(), "general"), 0);
      var rest = parser.peek();
      if (rest != null) {
        throw new Fault(
            "expected the end, not \"%s\"; put a term of several words in quotes"
                .formatted(rest.text()),
            rest.position());
      }
      return new PqfDecoded.Parsed(new RpnQuery(set, root));
    } catch (Fault e) {
      return e.malformed;
    }
  }

  private static List<Token> tokens(String query) {
    var tokens = new ArrayList<Token>();
    var at = 0;
    while (at < query.length()) {
      if (Character.isWhitespace(query.charAt(at))) {
        at++;
      } else if (query.charAt(at) == '"') {
        at = quoted(query, at, tokens);
      } else {
        var start = at;
        while (at < query.length() && !Character.isWhitespace(query.charAt(at))) {
          at++;
        }
        tokens.add(new Token(query.substring(start, at), false, start));
      }
    }
    return tokens;
  }

  /** Within quotes a backslash escapes a quote or a backslash. */
  private static int quoted(String query, int start, List<Token> tokens) {
    var text = new StringBuilder();
    for (var at = start + 1; at < query.length(); at++) {
      var c = query.charAt(at);
      if (c == '"') {
        tokens.add(new Token(text.toString(), true, start));
        return at + 1;
      }
      if (c == '\\' && at + 1 < query.length()) {
        at++;
      }
      text.append(query.charAt(at));
    }
    throw new Fault("a quote is not closed", start);
  }

  private @Nullable Token peek() {
    return next < tokens.size() ? tokens.get(next) : null;
  }

  private Token take(String expected) {
    var token = peek();
    if (token == null) {
      var last = tokens.isEmpty() ? null : tokens.getLast();
      throw new Fault(END + expected, last == null ? 0 : last.position() + last.text().length());
    }
    next++;
    return token;
  }

  private Oid attributeSet() {
    var first = peek();
    if (first == null || !first.is("@attrset")) {
      return Oid.BIB_1;
    }
    next++;
    return set(take("an attribute set"));
  }

  private static Oid set(Token token) {
    var known = SETS.get(token.text().toLowerCase(Locale.ROOT));
    if (known != null) {
      return known;
    }
    try {
      return new Oid(token.text());
    } catch (IllegalArgumentException e) {
      throw new Fault(
          "\"%s\" is not the name of a known attribute set".formatted(token.text()),
          token.position());
    }
  }

  private RpnStructure structure(Ahead above, int depth) {
    var ahead = above;
    while (true) {
      var token = take("a term");
      if (token.isQuoted() || !token.text().startsWith("@")) {
        return new RpnStructure.AttributesPlusTerm(ahead.attributes(), term(token, ahead));
      }
      switch (token.text()) {
        case "@attr" -> ahead = ahead.with(attribute());
        case "@term" -> ahead = new Ahead(ahead.attributes(), termType());
        case "@set" -> {
          return resultSet(take("the name of a result set").text(), ahead.attributes());
        }
        default -> {
          return operation(token, ahead, depth);
        }
      }
    }
  }

  private static RpnStructure resultSet(String name, List<AttributeElement> attributes) {
    return attributes.isEmpty()
        ? new RpnStructure.ResultSetOperand(name)
        : new RpnStructure.ResultSetPlusAttributes(name, attributes);
  }

  private RpnStructure operation(Token token, Ahead ahead, int depth) {
    if (depth == MAX_DEPTH) {
      throw new Fault(
          "operators are nested more than %d deep".formatted(MAX_DEPTH), token.position());
    }
    Operator operator =
        switch (token.text()) {
          case "@and" -> new RpnStructure.And();
          case "@or" -> new RpnStructure.Or();
          case "@not" -> new RpnStructure.AndNot();
          case "@prox" -> proximity();
          default ->
              throw new Fault(
                  "\"%s\" is not one of @and, @or, @not, @prox, @attr, @term and @set"
                      .formatted(token.text()),
                  token.position());
        };
    var left = structure(ahead, depth + 1);
    return new RpnStructure.Operation(left, structure(ahead, depth + 1), operator);
  }

  /** {@code @prox exclusion distance ordered relation which-code unit-code}. */
  private Operator proximity() {
    var exclusion = number("0 or 1 (exclusion)");
    var distance = number("a distance");
    var ordered = number("0 or 1 (ordered)");
    var relation = number("a relation");
    var which = take("k or p (which unit)").text();
    var unit = number("a unit");
    return new RpnStructure.Prox(
        exclusion != 0,
        distance,
        ordered != 0,
        relation,
        which.startsWith("p") || which.equals("1")
            ? new RpnStructure.PrivateUnit(unit)
            : new RpnStructure.KnownUnit(unit));
  }

  private long number(String expected) {
    var token = take(expected);
    return number(token.text(), expected, token.position());
  }

  private static long number(String text, String expected, int position) {
    if (!text.matches("\\d{1,9}")) {
      throw new Fault("expected %s, not \"%s\"".formatted(expected, text), position);
    }
    return Long.parseLong(text);
  }

  private AttributeElement attribute() {
    var token = take("an attribute, such as 1=4");
    Oid set = null;
    if (token.text().indexOf('=') < 0) {
      set = set(token);
      token = take("an attribute, such as 1=4");
    }
    var equals = token.text().indexOf('=');
    if (equals < 0) {
      throw new Fault("an attribute needs a type and a value, such as 1=4", token.position());
    }
    var type = number(token.text().substring(0, equals), "a type", token.position());
    var value = token.text().substring(equals + 1);
    if (value.isEmpty()) {
      throw new Fault("an attribute needs a type and a value, such as 1=4", token.position());
    }
    return new AttributeElement(
        set,
        type,
        value.matches("\\d{1,9}")
            ? new AttributeElement.Numeric(Long.parseLong(value))
            : new AttributeElement.Complex(
                List.of(new AttributeElement.StringValue(value)), List.of()));
  }

  private String termType() {
    var token = take("the type of a term");
    return switch (token.text()) {
      case "general", "string", "numeric", "null" -> token.text();
      default ->
          throw new Fault(
              "\"%s\" is not one of general, string, numeric and null".formatted(token.text()),
              token.position());
    };
  }

  private Term term(Token token, Ahead ahead) {
    return switch (ahead.termType()) {
      case "string" -> new Term.CharacterString(coding.apply(token.text()));
      case "numeric" -> new Term.Numeric(number(token.text(), "a number", token.position()));
      case "null" -> new Term.NullTerm();
      default -> new Term.General(coding.apply(token.text()));
    };
  }
}
