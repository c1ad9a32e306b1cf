package org.samling.cql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.samling.cql.CqlNode.Operation;
import org.samling.cql.CqlNode.Operator;
import org.samling.cql.CqlNode.Prefix;
import org.samling.cql.CqlNode.Relation;
import org.samling.cql.CqlNode.SearchClause;
import org.samling.cql.CqlQuery.SortKey;
import org.samling.cql.CqlTokens.Fault;
import org.samling.cql.CqlTokens.Kind;
import org.samling.cql.CqlTokens.Token;

/**
 * Parses queries by the grammar of CQL 1.2, which is also that of 2.0 and covers all queries of
 * 1.1.
 *
 * <pre>
 *   query    := {prefix} scoped [sortBy key {key}]      key    := index {modifier}
 *   scoped   := clause {operator {modifier} clause}     prefix := "&gt;" [name "="] identifier
 *   clause   := "(" {prefix} scoped ")"  |  index relation {modifier} term  |  term
 *   modifier := "/" name [comparison value]
 * </pre>
 */
public final class CqlParser {

  /** The longest query, in characters. */
  public static final int MAX_LENGTH = 32 * 1024;

  /** The most parentheses that may be open at once. */
  public static final int MAX_DEPTH = 100;

  /** The most search clauses. */
  public static final int MAX_CLAUSES = 1_000;

  private static final String SORT_BY = "sortby";

  private final CqlTokens tokens;
  private int depth;
  private int clauses;

  private CqlParser(String query) {
    tokens = new CqlTokens(query);
  }

  /** Parses a query. */
  public static CqlDecoded parse(String query) {
    if (query.length() > MAX_LENGTH) {
      return new CqlDecoded.Malformed(
          new CqlFault(
              DiagnosticCode.TOO_MANY_CHARACTERS_IN_QUERY,
              Integer.toString(MAX_LENGTH),
              MAX_LENGTH));
    }
    try {
      return new CqlDecoded.Parsed(new CqlParser(query).query());
    } catch (Fault e) {
      return new CqlDecoded.Malformed(e.fault());
    }
  }

  private CqlQuery query() {
    var root = scoped();
    var keys = isReserved(tokens.peek(), SORT_BY) ? sortKeys() : List.<SortKey>of();
    var rest = tokens.peek();
    if (rest.kind() == Kind.CLOSE) {
      throw new Fault(
          DiagnosticCode.UNSUPPORTED_PARENTHESES,
          "a closing parenthesis has no opening one",
          rest.position());
    }
    if (rest.kind() != Kind.END) {
      throw unexpected(rest, "an operator (and, or, not, prox) or the end");
    }
    return new CqlQuery(root, keys);
  }

  private CqlNode scoped() {
    var prefixes = prefixes();
    var left = clause();
    for (var operator = operator(tokens.peek());
        operator != null;
        operator = operator(tokens.peek())) {
      tokens.next();
      var modifiers = modifiers();
      left = new Operation(List.of(), operator, modifiers, left, clause());
    }
    return prefixes.isEmpty() ? left : left.withOuterPrefixes(prefixes);
  }

  private List<Prefix> prefixes() {
    var prefixes = new ArrayList<Prefix>();
    while (isComparison(tokens.peek(), ">")) {
      tokens.next();
      var first = text("the name of a prefix or an identifier");
      if (isComparison(tokens.peek(), "=")) {
        tokens.next();
        prefixes.add(new Prefix(first, text("the identifier of a context set")));
      } else {
        prefixes.add(new Prefix(null, first));
      }
    }
    return prefixes;
  }

  private CqlNode clause() {
    var first = tokens.next();
    if (first.kind() == Kind.OPEN) {
      return parenthesised(first);
    }
    if (!first.isText()) {
      throw unexpected(first, "a term");
    }
    if (++clauses > MAX_CLAUSES) {
      throw new Fault(
          DiagnosticCode.TOO_MANY_BOOLEAN_OPERATORS,
          Integer.toString(MAX_CLAUSES - 1),
          first.position());
    }
    var next = tokens.peek();
    if (next.kind() == Kind.COMPARISON
        || (next.isText() && operator(next) == null && !isReserved(next, SORT_BY))) {
      tokens.next();
      var relation = new Relation(next.text(), modifiers());
      var term = tokens.peek();
      if (next.isText() && !term.isText()) {
        throw new Fault(
            DiagnosticCode.QUERY_SYNTAX_ERROR,
            "\"%s\" is read as a relation, but no term follows; put words that belong together in quotes"
                .formatted(shortened(next.text())),
            next.position());
      }
      return new SearchClause(List.of(), first.text(), relation, text("a term"));
    }
    return new SearchClause(
        List.of(),
        SearchClause.SERVER_CHOICE,
        new Relation(Relation.EQUAL, List.of()),
        first.text());
  }

  private CqlNode parenthesised(Token open) {
    if (++depth > MAX_DEPTH) {
      throw new Fault(
          DiagnosticCode.UNSUPPORTED_PARENTHESES,
          "more than %d parentheses are open".formatted(MAX_DEPTH),
          open.position());
    }
    var inner = scoped();
    var close = tokens.next();
    if (close.kind() == Kind.END) {
      throw new Fault(
          DiagnosticCode.UNSUPPORTED_PARENTHESES, "a parenthesis is not closed", open.position());
    }
    if (close.kind() != Kind.CLOSE) {
      throw unexpected(close, "an operator (and, or, not, prox) or a closing parenthesis");
    }
    depth--;
    return inner;
  }

  private List<CqlModifier> modifiers() {
    var modifiers = new ArrayList<CqlModifier>();
    while (tokens.peek().kind() == Kind.SLASH) {
      tokens.next();
      var name = text("the name of a modifier");
      if (tokens.peek().kind() == Kind.COMPARISON) {
        var comparison = tokens.next().text();
        modifiers.add(new CqlModifier(name, comparison, text("the value of a modifier")));
      } else {
        modifiers.add(new CqlModifier(name, null));
      }
    }
    return modifiers;
  }

  private List<SortKey> sortKeys() {
    tokens.next();
    var keys = new ArrayList<SortKey>();
    do {
      var index = text("an index to sort by");
      keys.add(new SortKey(index, modifiers()));
    } while (tokens.peek().isText());
    return keys;
  }

  private String text(String expected) {
    var token = tokens.next();
    if (!token.isText()) {
      throw unexpected(token, expected);
    }
    return token.text();
  }

  private static @Nullable Operator operator(Token token) {
    return switch (token.word()) {
      case null -> null;
      case String word ->
          switch (word.toLowerCase(Locale.ROOT)) {
            case "and" -> Operator.AND;
            case "or" -> Operator.OR;
            case "not" -> Operator.NOT;
            case "prox" -> Operator.PROX;
            default -> null;
          };
    };
  }

  /** Whether a text without quotes is read as something else. */
  static boolean isReserved(String text) {
    var token = new Token(Kind.WORD, text, 0);
    return operator(token) != null || isReserved(token, SORT_BY);
  }

  private static boolean isReserved(Token token, String word) {
    return word.equalsIgnoreCase(token.word());
  }

  private static boolean isComparison(Token token, String sign) {
    return token.kind() == Kind.COMPARISON && token.text().equals(sign);
  }

  private static Fault unexpected(Token token, String expected) {
    return new Fault(
        DiagnosticCode.QUERY_SYNTAX_ERROR,
        token.kind() == Kind.END
            ? "unexpected end of the query: expected " + expected
            : "expected %s, not \"%s\"".formatted(expected, shortened(token.text())),
        token.position());
  }

  private static String shortened(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "..." : text;
  }
}
