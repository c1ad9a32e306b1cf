package org.samling.cql;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.samling.cql.CqlNode.Operation;
import org.samling.cql.CqlNode.Prefix;
import org.samling.cql.CqlNode.SearchClause;
import org.samling.cql.CqlQuery.SortKey;

/** Writes queries as CQL, in a form that parses to the same query. */
public final class CqlWriter {

  private static final Set<String> SIGNS = Set.of("=", "==", "<", ">", "<=", ">=", "<>");

  private final StringBuilder cql = new StringBuilder();

  private CqlWriter() {}

  /** Writes a query. */
  public static String write(CqlQuery query) {
    var writer = new CqlWriter();
    writer.node(query.root());
    if (!query.sortKeys().isEmpty()) {
      writer.cql.append(" sortBy");
      query.sortKeys().forEach(writer::key);
    }
    return writer.cql.toString();
  }

  /** Recursion is as deep as the parser allows. */
  private void node(CqlNode node) {
    node.prefixes().forEach(this::prefix);
    switch (node) {
      case SearchClause(_, var index, var relation, var term) -> {
        text(index);
        cql.append(' ');
        comparitor(relation.comparitor());
        modifiers(relation.modifiers());
        cql.append(' ');
        text(term);
      }
      case Operation(_, var operator, var modifiers, var left, var right) -> {
        operand(left, !left.prefixes().isEmpty());
        cql.append(' ').append(operator.name().toLowerCase(Locale.ROOT));
        modifiers(modifiers);
        cql.append(' ');
        operand(right, right instanceof Operation || !right.prefixes().isEmpty());
      }
    }
  }

  private void operand(CqlNode node, boolean inParentheses) {
    cql.append(inParentheses ? "(" : "");
    node(node);
    cql.append(inParentheses ? ")" : "");
  }

  private void prefix(Prefix prefix) {
    cql.append("> ");
    if (prefix.name() != null) {
      text(prefix.name());
      cql.append(" = ");
    }
    text(prefix.identifier());
    cql.append(' ');
  }

  private void key(SortKey key) {
    cql.append(' ');
    text(key.index());
    modifiers(key.modifiers());
  }

  private void modifiers(List<CqlModifier> modifiers) {
    for (var modifier : modifiers) {
      cql.append('/');
      text(modifier.name());
      if (modifier.comparison() != null && modifier.value() != null) {
        cql.append(modifier.comparison());
        text(modifier.value());
      }
    }
  }

  private void comparitor(String comparitor) {
    if (SIGNS.contains(comparitor)) {
      cql.append(comparitor);
    } else {
      text(comparitor);
    }
  }

  /** The text, in quotes if necessary. */
  private void text(String text) {
    var bare =
        !text.isEmpty()
            && !CqlParser.isReserved(text)
            && text.chars().noneMatch(c -> CqlTokens.endsWord((char) c));
    cql.append(bare ? text : "\"" + text.replace("\"", "\\\"") + "\"");
  }
}
