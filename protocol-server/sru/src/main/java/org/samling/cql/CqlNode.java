package org.samling.cql;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A part of a query. */
public sealed interface CqlNode {

  /** The prefixes that hold in this part, the outermost first. */
  List<Prefix> prefixes();

  /** The same part with more prefixes around it. */
  CqlNode within(List<Prefix> outer);

  /**
   * Names a context set within a part of a query.
   *
   * @param name the prefix of names of the set, or null for names without a prefix
   * @param identifier which set: a URI
   */
  record Prefix(@Nullable String name, String identifier) {}

  /**
   * A term in an index. A term that stands alone is one of {@value #SERVER_CHOICE} with the
   * relation {@value Relation#EQUAL}, as the standard has it.
   *
   * @param prefixes the prefixes that hold here
   * @param index the index, perhaps with a prefix before a full stop
   * @param relation how the index stands to the term
   * @param term the term as it was written, without its quotes and with its backslashes, but for
   *     those before a quote; {@link CqlTerm} tells what it means
   */
  record SearchClause(List<Prefix> prefixes, String index, Relation relation, String term)
      implements CqlNode {

    /** The index that the server chooses. */
    public static final String SERVER_CHOICE = "cql.serverChoice";

    /** Copies the prefixes. */
    public SearchClause {
      prefixes = List.copyOf(prefixes);
    }

    @Override
    public SearchClause within(List<Prefix> outer) {
      return new SearchClause(joined(outer, prefixes), index, relation, term);
    }
  }

  /**
   * How an index stands to a term.
   *
   * @param comparitor a sign ({@code =}, {@code <>}) or a name ({@code any}), perhaps with a prefix
   * @param modifiers its modifiers, in the order in which they were written
   */
  record Relation(String comparitor, List<CqlModifier> modifiers) {

    /** What is meant where nothing is said. */
    public static final String EQUAL = "=";

    /** Copies the modifiers. */
    public Relation {
      modifiers = List.copyOf(modifiers);
    }
  }

  /**
   * Two parts with an operator between them.
   *
   * @param prefixes the prefixes that hold here
   * @param modifiers its modifiers, in the order in which they were written
   * @param left what stands before it
   * @param right what stands behind it
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
    public Operation within(List<Prefix> outer) {
      return new Operation(joined(outer, prefixes), operator, modifiers, left, right);
    }
  }

  /** The operators. All bind alike, from left to right. */
  enum Operator {
    /** Both. */
    AND,
    /** At least one. */
    OR,
    /** The left and not the right. */
    NOT,
    /** Both, near to each other. */
    PROX
  }

  private static List<Prefix> joined(List<Prefix> outer, List<Prefix> inner) {
    return Stream.concat(outer.stream(), inner.stream()).toList();
  }
}
