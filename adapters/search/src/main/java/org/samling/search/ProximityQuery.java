package org.samling.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;
import org.samling.core.search.Query.Relation;
import org.samling.core.search.Query.Unit;
import org.samling.core.search.SearchException;
import org.samling.search.fields.ValueTokens;

/**
 * Finds documents with two operands near each other in one value of a field. Lucene's own proximity
 * queries only consider the nearest positions; they can't search for a given distance, or for
 * anything farther away.
 */
final class ProximityQuery extends Query {

  private final String field;
  private final Near near;

  ProximityQuery(String field, Near near) {
    this.field = field;
    this.near = near;
  }

  /** An operand that occurs at some position. */
  sealed interface Operand {}

  /**
   * Adjacent words.
   *
   * @param places for each position the alternative words, one or more
   */
  record Phrase(List<List<Term>> places) implements Operand {}

  /** Two operands and their relative position, as in the core's query. */
  record Near(
      Operand left, Operand right, Unit unit, Relation relation, int distance, boolean isOrdered)
      implements Operand {

    /** Whether an occurrence of the left operand and one of the right, in one value, match. */
    boolean matches(Span one, Span other) {
      var follows = other.start() > one.end();
      if (isOrdered && !follows) {
        return false;
      }
      if (unit == Unit.VALUE) {
        return true;
      }
      var apart = follows ? other.start() - one.end() : one.start() - other.end();
      return apart > 0
          && switch (relation) {
            case LESS -> apart < distance;
            case LESS_OR_EQUAL -> apart <= distance;
            case EQUAL -> apart == distance;
            case GREATER_OR_EQUAL -> apart >= distance;
            case GREATER -> apart > distance;
            case NOT_EQUAL -> apart != distance;
          };
    }
  }

  /**
   * The positions of an occurrence of an operand.
   *
   * @param start the position of its first word
   * @param end the position of its last word
   */
  record Span(int start, int end) {

    int value() {
      return start / ValueTokens.STRIDE;
    }
  }

  @Override
  public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost)
      throws IOException {
    var all = new BooleanQuery.Builder();
    addWords(near, all);
    var candidates =
        searcher.createWeight(searcher.rewrite(all.build()), ScoreMode.COMPLETE_NO_SCORES, 1);
    return new ConstantScoreWeight(this, boost) {

      @Override
      public @Nullable ScorerSupplier scorerSupplier(LeafReaderContext context) throws IOException {
        var scorer = candidates.scorer(context);
        if (scorer == null) {
          return null;
        }
        var reading = reader(near, context);
        return new DefaultScorerSupplier(
            new ConstantScoreScorer(score(), mode, checked(scorer, reading)));
      }

      @Override
      public boolean isCacheable(LeafReaderContext context) {
        return true;
      }
    };
  }

  /** Adds the words that every match must contain. */
  private void addWords(Operand operand, BooleanQuery.Builder all) {
    switch (operand) {
      case Near(var left, var right, _, _, _, _) -> {
        addWords(left, all);
        addWords(right, all);
      }
      case Phrase(var places) ->
          places.forEach(words ->
              all.add(
                  new TermInSetQuery(field, words.stream().map(Term::bytes).toList()),
                  Occur.FILTER));
    }
  }

  private TwoPhaseIterator checked(Scorer candidates, SpanReader reading) {
    var documents = candidates.iterator();
    return new TwoPhaseIterator(documents) {

      @Override
      public boolean matches() throws IOException {
        return reading.isIn(documents.docID());
      }

      @Override
      public float matchCost() {
        return 1_000; // reads positions and compares them
      }
    };
  }

  private static SpanReader reader(Operand operand, LeafReaderContext context) throws IOException {
    return switch (operand) {
      case Near near ->
          new NearReader(near, reader(near.left(), context), reader(near.right(), context));
      case Phrase(var places) -> {
        var readers = new ArrayList<WordReader>(places.size());
        for (var words : places) {
          readers.add(WordReader.of(words, context));
        }
        yield new PhraseReader(readers);
      }
    };
  }

  /** Reads the positions of an operand in the documents of a segment, in ascending order. */
  private sealed interface SpanReader {

    /** The positions in a document, without duplicates. */
    List<Span> in(int document) throws IOException;

    /** Whether the document has any. */
    default boolean isIn(int document) throws IOException {
      return !in(document).isEmpty();
    }
  }

  /** The maximum number of position pairs compared in a document. */
  private static final long MOST_PAIRS = 2_000_000;

  private record NearReader(Near near, SpanReader left, SpanReader right) implements SpanReader {

    @Override
    public List<Span> in(int document) throws IOException {
      return spans(document, false);
    }

    @Override
    public boolean isIn(int document) throws IOException {
      return !spans(document, true).isEmpty();
    }

    private List<Span> spans(int document, boolean oneIsEnough) throws IOException {
      var ones = left.in(document);
      var others = ones.isEmpty() ? List.<Span>of() : right.in(document);
      if ((long) ones.size() * others.size() > MOST_PAIRS) {
        throw tooMany();
      }
      var found = new LinkedHashSet<Span>();
      for (var one : ones) {
        for (var other : others) {
          if (one.value() == other.value() && near.matches(one, other)) {
            found.add(
                new Span(Math.min(one.start(), other.start()), Math.max(one.end(), other.end())));
            if (oneIsEnough) {
              return List.copyOf(found);
            }
          }
        }
      }
      return List.copyOf(found);
    }

    private static SearchException tooMany() {
      return new SearchException(
          SearchException.Kind.TOO_COSTLY,
          "these words are too frequent in one record to be searched near each other; use rarer ones",
          null);
    }
  }

  private record PhraseReader(List<WordReader> places) implements SpanReader {

    @Override
    public List<Span> in(int document) throws IOException {
      var starts = places.getFirst().in(document);
      for (var i = 1; i < places.size() && starts.length > 0; i++) {
        var there = places.get(i).in(document);
        var distance = i;
        starts =
            Arrays.stream(starts)
                .filter(start -> Arrays.binarySearch(there, start + distance) >= 0)
                .toArray();
      }
      return Arrays.stream(starts)
          .mapToObj(start -> new Span(start, start + places.size() - 1))
          .toList();
    }
  }

  /** Reads the positions of some words. */
  private record WordReader(List<PostingsEnum> words) {

    static WordReader of(List<Term> words, LeafReaderContext context) throws IOException {
      var readers = new ArrayList<PostingsEnum>();
      for (var word : words) {
        var reading = context.reader().postings(word, PostingsEnum.POSITIONS);
        if (reading != null) {
          readers.add(reading);
        }
      }
      return new WordReader(readers);
    }

    /** The positions of any of them in a document, ascending. */
    int[] in(int document) throws IOException {
      var places = new int[0];
      for (var word : words) {
        var at = word.docID() < document ? word.advance(document) : word.docID();
        if (at == document && at != DocIdSetIterator.NO_MORE_DOCS) {
          var known = places.length;
          places = Arrays.copyOf(places, known + word.freq());
          for (var i = known; i < places.length; i++) {
            places[i] = word.nextPosition();
          }
        }
      }
      Arrays.sort(places);
      return places;
    }
  }

  @Override
  public void visit(QueryVisitor visitor) {
    if (visitor.acceptField(field)) {
      visitor.visitLeaf(this);
    }
  }

  @Override
  public String toString(String defaultField) {
    return field + ":" + near;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ProximityQuery query
        && field.equals(query.field)
        && near.equals(query.near);
  }

  @Override
  public int hashCode() {
    return Objects.hash(field, near);
  }
}
