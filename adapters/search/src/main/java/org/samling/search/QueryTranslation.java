package org.samling.search;

import java.io.IOException;
import java.util.ArrayDeque;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.samling.core.search.Query;
import org.samling.core.search.SearchException;
import org.samling.core.search.SearchScope;
import org.samling.search.FormTranslation.Breadth;

/**
 * Translates a query of ours to Lucene. Chains of the same operator become one level, so that the
 * depth of a query is that of its structure.
 */
final class QueryTranslation {

  /** The depth that Lucene can handle on a stack of the usual size, with room for the callers. */
  private static final int DEEPEST = 500;

  private final IndexReader reader;
  private final ScopeQuery scope;
  private final SearchSettings settings;
  private final TermTranslation terms;
  private int depth;

  QueryTranslation(
      IndexReader reader,
      SearchScope scope,
      SearchSettings settings,
      SegmentCaches caches,
      FormTranslation forms,
      Breadth breadth) {
    this.reader = reader;
    this.scope = new ScopeQuery(scope, caches);
    this.settings = settings;
    this.terms = new TermTranslation(reader, scope, settings, caches, forms, breadth);
  }

  /**
   * Translates a query.
   *
   * @throws SearchException if it has too many terms or variants, or is too deep
   */
  org.apache.lucene.search.Query inScope(Query query) throws IOException {
    var found = anywhere(query);
    return new ConstantScoreQuery(
        scope.excludesAny(reader)
            ? new BooleanQuery.Builder().add(found, Occur.FILTER).add(scope, Occur.FILTER).build()
            : found);
  }

  /** Translates a query, in whatever scope; throws like {@link #inScope}. */
  org.apache.lucene.search.Query anywhere(Query query) throws IOException {
    checkSize(query);
    return translate(query);
  }

  /** A tree with few terms is never too deep to walk. */
  private void checkSize(Query query) {
    var open = new ArrayDeque<Query>();
    open.push(query);
    var found = 0;
    while (!open.isEmpty()) {
      switch (open.pop()) {
        case Query.And(var left, var right) -> pushBoth(left, right, open);
        case Query.Or(var left, var right) -> pushBoth(left, right, open);
        case Query.AndNot(var left, var right) -> pushBoth(left, right, open);
        case Query.Proximity(var left, var right, _, _, _, _) -> pushBoth(left, right, open);
        case Query.Term _, Query.Known _ -> found++;
      }
      if (found + open.size() > settings.maxTerms()) {
        throw TermTranslation.tooManyTerms(settings);
      }
    }
  }

  private static void pushBoth(Query left, Query right, ArrayDeque<Query> open) {
    open.push(right);
    open.push(left);
  }

  private org.apache.lucene.search.Query translate(Query query) throws IOException {
    return switch (query) {
      case Query.And _, Query.AndNot _ -> conjunction(query);
      case Query.Or _ -> disjunction(query);
      case Query.Known(var field) -> terms.known(field);
      case Query.Operand operand -> operand(operand);
    };
  }

  private org.apache.lucene.search.Query operand(Query.Operand operand) throws IOException {
    return switch (operand) {
      case Query.Term term -> terms.term(term);
      case Query.Proximity proximity -> terms.near(proximity);
    };
  }

  private void descend() {
    if (++depth > DEEPEST) {
      throw new SearchException(
          SearchException.Kind.TOO_COSTLY,
          "the query is more than %d levels deep; use fewer parentheses".formatted(DEEPEST),
          null);
    }
  }

  private org.apache.lucene.search.Query conjunction(Query chain) throws IOException {
    descend();
    var clauses = new BooleanQuery.Builder();
    var open = new ArrayDeque<Query>();
    open.push(chain);
    while (!open.isEmpty()) {
      switch (open.pop()) {
        case Query.And(var left, var right) -> pushBoth(left, right, open);
        case Query.AndNot(var left, var right) -> {
          open.push(left);
          clauses.add(translate(right), Occur.MUST_NOT);
        }
        case Query.Or or -> clauses.add(disjunction(or), Occur.FILTER);
        case Query.Known(var field) -> clauses.add(terms.known(field), Occur.FILTER);
        case Query.Operand operand -> clauses.add(operand(operand), Occur.FILTER);
      }
    }
    depth--;
    return clauses.build();
  }

  private org.apache.lucene.search.Query disjunction(Query chain) throws IOException {
    descend();
    var clauses = new BooleanQuery.Builder();
    var open = new ArrayDeque<Query>();
    open.push(chain);
    while (!open.isEmpty()) {
      switch (open.pop()) {
        case Query.Or(var left, var right) -> pushBoth(left, right, open);
        case Query.And and -> clauses.add(conjunction(and), Occur.SHOULD);
        case Query.AndNot andNot -> clauses.add(conjunction(andNot), Occur.SHOULD);
        case Query.Known(var field) -> clauses.add(terms.known(field), Occur.SHOULD);
        case Query.Operand operand -> clauses.add(operand(operand), Occur.SHOULD);
      }
    }
    depth--;
    return clauses.build();
  }
}
