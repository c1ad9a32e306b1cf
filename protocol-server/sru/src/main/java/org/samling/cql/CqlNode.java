package org.samling.cql;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A part of a query. */
public sealed interface CqlNode {

  /** The prefixes in scope, outermost first. */
  List<Prefix> prefixes();

  /** The same part with more prefixes in scope. */
  CqlNode withOuterPrefixes(List<Prefix> outer);

  /**
   * Names a context set within a part of a query.
   *
   * @param name the prefix of the set's names, or null for names without a prefix
   * @param identifier the URI of the context set
   */
  record Prefix(@Nullable String name, String identifier) {}

  /**
   * A search clause. A term alone has the index {@value #SERVER_CHOICE} and the relation {@value
   * Relation#EQUAL}, as the standard prescribes.
   *
   * @param prefixes the prefixes in scope
   * @param index the index, possibly with a prefix and a full stop
   * @param relation the relation between index and term
   * @param term the term as written, without its quotes and with its backslashes, except those
   *     before a quote; {@link CqlTerm} interprets it
   */
  record SearchClause(List<Prefix> prefixes, String index, Relation relation, String term)
      implements CqlNode {

    /** The index of the server's choice. */
    public static final String SERVER_CHOICE = "cql.serverChoice";

    /** Copies the prefixes. */
    public SearchClause {
      prefixes = List.copyOf(prefixes);
    }

    @Override
    public SearchClause withOuterPrefixes(List<Prefix> outer) {
      return new SearchClause(joined(outer, prefixes), index, relation, term);
    }
  }

  /**
   * The relation between an index and a term.
   *
   * @param comparitor a sign ({@code =}, {@code <>}) or a name ({@code any}), possibly with a
   *     prefix
   * @param modifiers its modifiers, as written
   */
  record Relation(String comparitor, List<CqlModifier> modifiers) {

    /** The default relation. */
    public static final String EQUAL = "=";

    /** Copies the modifiers. */
    public Relation {
      modifiers = List.copyOf(modifiers);
    }
  }

  /**
   * Two parts with an operator between them.
   *
   * @param prefixes the prefixes in scope
   * @param modifiers the operator's modifiers, as written
   * @param left the part before it
   * @param right the part after it
   */
  record Operation(
      List<Prefix> prefixes,
      Operator operator,
      List<CqlModifier> modifiers,
      CqlNode left,
      CqlNode right)
      implements CqlNode {

    /** Copies the lists. */
    public Operation {
      prefixes = List.copyOf(prefixes);
      modifiers = List.copyOf(modifiers);
    }

    @Override
    public Operation withOuterPrefixes(List<Prefix> outer) {
      return new Operation(joined(outer, prefixes), operator, modifiers, left, right);
    }
  }

  /** The operators. All have the same precedence and group from left to right. */
  enum Operator {
    /** Both. */
    AND,
    /** At least one. */
    OR,
    /** The left but not the right. */
    NOT,
    /** Both, near to each other. */
    PROX
  }

  private static List<Prefix> joined(List<Prefix> outer, List<Prefix> inner) {
    return Stream.concat(outer.stream(), inner.stream()).toList();
  }
}
