package org.samling.search;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.MultiPhraseQuery;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;
import org.samling.core.search.Query;
import org.samling.core.search.Query.Anchor;
import org.samling.core.search.Query.Match;
import org.samling.core.search.Query.Relation;
import org.samling.core.search.Query.Truncation;
import org.samling.core.search.SearchException;
import org.samling.core.search.SearchField;
import org.samling.core.search.SearchScope;

/**
 * Turns one query of ours into one of Lucene's. Chains of the same operator become one level, so
 * that a query's depth is that of its meaning.
 *
 * <p>A term that stands somewhere in particular is a phrase, also where its words are to be found
 * one by one: the words of which a value consists, or with which it begins.
 */
final class QueryTranslation {

  /** More digits than any year has, and fewer than an int. */
  private static final int YEAR_DIGITS = 9;

  /** How deep Lucene goes on the stack of a thread of usual size, with room for who calls. */
  private static final int DEEPEST = 500;

  private final IndexReader reader;
  private final SearchScope scope;
  private final Authorities authorities;
  private final SearchSettings settings;
  private int depth;
  private int terms;
  private int variants;

  QueryTranslation(IndexReader reader, SearchScope scope, SearchSettings settings) {
    this.reader = reader;
    this.scope = scope;
    this.authorities = new Authorities(reader, scope);
    this.settings = settings;
  }

  /**
   * Lucene's query.
   *
   * @throws SearchException when it has too many terms or variants, or is too deep
   */
  org.apache.lucene.search.Query inScope(Query query) throws IOException {
    checkSize(query);
    return new ConstantScoreQuery(
        new BooleanQuery.Builder()
            .add(translate(query), Occur.FILTER)
            .add(new TermInSetQuery(IndexFields.SCOPE, IndexFields.marks(scope)), Occur.FILTER)
            .build());
  }

  /** A tree with few terms is not so deep that it could not be looked at. */
  private void checkSize(Query query) {
    var open = new ArrayDeque<Query>();
    open.push(query);
    var found = 0;
    while (!open.isEmpty()) {
      switch (open.pop()) {
        case Query.And(var left, var right) -> pushBoth(left, right, open);
        case Query.Or(var left, var right) -> pushBoth(left, right, open);
        case Query.AndNot(var left, var right) -> pushBoth(left, right, open);
        case Query.Term _ -> found++;
      }
      if (found + open.size() > settings.maxTerms()) {
        throw tooManyTerms();
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
      case Query.Term term -> term(term);
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
        case Query.Term term -> clauses.add(term(term), Occur.FILTER);
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
        case Query.Term term -> clauses.add(term(term), Occur.SHOULD);
      }
    }
    depth--;
    return clauses.build();
  }

  private org.apache.lucene.search.Query term(Query.Term term) throws IOException {
    var field = term.field();
    if (field.isOrdered()) {
      count(1);
      return year(term.relation(), term.text());
    }
    if (field.isIdentifier()) {
      count(1);
      var identifier = Identifiers.compact(term.text());
      return identifier.isEmpty()
          ? nothing()
          : TokenPattern.anywhere(
                  identifier, isOpenLeft(term.truncation()), isOpenRight(term.truncation()))
              .query(IndexFields.name(field));
    }
    var words = Words.of(term.text());
    count(words.size());
    return words.isEmpty() ? nothing() : withReferences(term, words);
  }

  /**
   * Finds also records under the headings to which authority records lead from such a form as the
   * term asks for.
   */
  private org.apache.lucene.search.Query withReferences(Query.Term term, List<String> words)
      throws IOException {
    var field = term.field();
    var found = words(term, words, IndexFields.name(field));
    if (!authorities.leadTo(field)) {
      return found;
    }
    var all = new BooleanQuery.Builder().add(found, Occur.SHOULD);
    headings(field, authorities.find(words(term, words, IndexFields.fromName(field))))
        .forEach((searched, keys) -> all.add(Heading.query(searched, keys), Occur.SHOULD));
    return all.build();
  }

  /** The keys of headings, by the field that they are searched as. */
  private static Map<SearchField, SortedSet<BytesRef>> headings(
      SearchField field, List<Authority> led) {
    var keys = new EnumMap<SearchField, SortedSet<BytesRef>>(SearchField.class);
    for (var authority : led) {
      authority
          .headings()
          .forEach((searched, entry) -> {
            if (searched == field || field == SearchField.ANY) {
              keys.computeIfAbsent(searched, _ -> new TreeSet<>())
                  .add(new BytesRef(entry.heading().key()));
            }
          });
    }
    return keys;
  }

  private org.apache.lucene.search.Query words(Query.Term term, List<String> words, String name)
      throws IOException {
    if (term.match() == Match.PHRASE || term.anchor() != Anchor.ANYWHERE) {
      var phrase = phrase(term, words);
      return phrase.size() == 1 ? phrase.getFirst().query(name) : phrase(phrase, name);
    }
    var all = new BooleanQuery.Builder();
    for (var word : new HashSet<>(words)) {
      var pattern =
          TokenPattern.anywhere(
              word, isOpenLeft(term.truncation()), isOpenRight(term.truncation()));
      all.add(pattern.query(name), Occur.FILTER);
    }
    return all.build();
  }

  /** What the words of a phrase must look like: only the outer ones are special. */
  private static List<TokenPattern> phrase(Query.Term term, List<String> words) {
    var phrase = new ArrayList<TokenPattern>(words.size());
    for (var i = 0; i < words.size(); i++) {
      var isFirst = i == 0;
      var isLast = i == words.size() - 1;
      phrase.add(
          new TokenPattern(
              words.get(i),
              isFirst && term.anchor() != Anchor.ANYWHERE,
              isLast && term.anchor() == Anchor.WHOLE_FIELD,
              isFirst && isOpenLeft(term.truncation()),
              isLast && isOpenRight(term.truncation())));
    }
    return phrase;
  }

  private org.apache.lucene.search.Query phrase(List<TokenPattern> phrase, String field)
      throws IOException {
    var places = new MultiPhraseQuery.Builder();
    for (var pattern : phrase) {
      var tokens = pattern.isOpen() ? variants(pattern, field) : List.of(pattern.term(field));
      if (tokens.isEmpty()) {
        return nothing();
      }
      places.add(tokens.toArray(Term[]::new));
    }
    return places.build();
  }

  private List<Term> variants(TokenPattern pattern, String field) throws IOException {
    var terms = MultiTerms.getTerms(reader, field);
    var found = new ArrayList<Term>();
    if (terms != null) {
      var tokens = pattern.compiled().getTermsEnum(terms);
      for (var token = tokens.next(); token != null; token = tokens.next()) {
        if (pattern.isMarkedLike(token)) {
          if (++variants > settings.maxVariants()) {
            throw new SearchException(
                SearchException.Kind.TOO_COSTLY,
                ("the truncated word \"%s\" of a phrase stands for too many words (more than %d);"
                        + " make it longer, or search for the words one by one")
                    .formatted(pattern.text(), settings.maxVariants()),
                null);
          }
          found.add(new Term(field, BytesRef.deepCopyOf(token)));
        }
      }
    }
    return found;
  }

  private static org.apache.lucene.search.Query year(Relation relation, String text) {
    var digits = Identifiers.compact(text);
    if (digits.isEmpty()
        || digits.length() > YEAR_DIGITS
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return nothing();
    }
    var year = Integer.parseInt(digits);
    return switch (relation) {
      case LESS -> years(Integer.MIN_VALUE, year - 1);
      case LESS_OR_EQUAL -> years(Integer.MIN_VALUE, year);
      case EQUAL -> years(year, year);
      case GREATER_OR_EQUAL -> years(year, Integer.MAX_VALUE);
      case GREATER -> years(year + 1, Integer.MAX_VALUE);
    };
  }

  private static org.apache.lucene.search.Query years(int first, int last) {
    return IntPoint.newRangeQuery(IndexFields.name(SearchField.YEAR), first, last);
  }

  private void count(int more) {
    terms += more;
    if (terms > settings.maxTerms()) {
      throw tooManyTerms();
    }
  }

  private SearchException tooManyTerms() {
    return new SearchException(
        SearchException.Kind.TOO_COSTLY,
        "the query has more than %d words; search with fewer".formatted(settings.maxTerms()),
        null);
  }

  private static org.apache.lucene.search.Query nothing() {
    return MatchNoDocsQuery.INSTANCE;
  }

  private static boolean isOpenLeft(Truncation truncation) {
    return truncation == Truncation.LEFT || truncation == Truncation.BOTH;
  }

  private static boolean isOpenRight(Truncation truncation) {
    return truncation == Truncation.RIGHT || truncation == Truncation.BOTH;
  }
}
