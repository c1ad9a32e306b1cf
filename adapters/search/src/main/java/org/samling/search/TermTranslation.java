package org.samling.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.MultiPhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.BytesRef;
import org.samling.core.search.Query.Anchor;
import org.samling.core.search.Query.Match;
import org.samling.core.search.Query.Operand;
import org.samling.core.search.Query.Proximity;
import org.samling.core.search.Query.Truncation;
import org.samling.core.search.SearchException;
import org.samling.core.search.SearchField;
import org.samling.core.search.SearchScope;
import org.samling.search.FormTranslation.Breadth;
import org.samling.search.fields.Identifiers;
import org.samling.search.fields.IndexFields;
import org.samling.search.fields.Masks;
import org.samling.search.fields.TokenPattern;
import org.samling.search.fields.Words;

/**
 * Translates terms, and terms near each other, to Lucene queries.
 *
 * <p>A term anchored in its value is a phrase, even if its words could be searched one by one: the
 * words that make up a value, or begin or end it.
 */
final class TermTranslation {

  /** The maximum nesting depth of operands near each other. */
  private static final int DEEPEST = 100;

  private final IndexReader reader;
  private final Authorities authorities;
  private final SearchSettings settings;
  private final SegmentCaches caches;
  private final FormTranslation forms;
  private final Breadth breadth;
  private int terms;
  private int variants;
  private int depth;

  /**
   * Translates for a state of the index.
   *
   * @param forms the forms of words, for terms that any of them answers
   * @param breadth which of these forms count
   */
  TermTranslation(
      IndexReader reader,
      SearchScope scope,
      SearchSettings settings,
      SegmentCaches caches,
      FormTranslation forms,
      Breadth breadth) {
    this.reader = reader;
    this.authorities = new Authorities(reader, scope);
    this.settings = settings;
    this.caches = caches;
    this.forms = forms;
    this.breadth = breadth;
  }

  /** Finds records with any value in a field. */
  Query known(SearchField field) {
    count(1);
    if (field == SearchField.ANY) {
      return MatchAllDocsQuery.INSTANCE;
    }
    if (field.isOrdered()) {
      return IntPoint.newRangeQuery(IndexFields.name(field), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    return inAnyPart(field, name -> new PrefixQuery(new Term(name, "")));
  }

  /**
   * Translates a term.
   *
   * @throws SearchException if it has too many words or variants
   */
  Query term(org.samling.core.search.Query.Term term) throws IOException {
    var field = term.field();
    if (field.isOrdered()) {
      count(1);
      return OrderedValues.query(field, term.relation(), term.text());
    }
    if (field.isIdentifier()) {
      count(1);
      return identifier(term);
    }
    var words = words(term);
    if (words.isEmpty()) {
      return nothing();
    }
    var found = withReferences(term, words);
    return term.match() == Match.FORMS && breadth != Breadth.EXACT
        ? new BooleanQuery.Builder()
            .add(found, Occur.SHOULD)
            .add(forms.query(field, term.text(), breadth), Occur.SHOULD)
            .build()
        : found;
  }

  private Query identifier(org.samling.core.search.Query.Term term) {
    var found = new BooleanQuery.Builder();
    for (var part : term.field().parts()) {
      var identifier =
          Identifiers.searchForm(part, Masks.text(term), term.truncation() == Truncation.NONE);
      if (!identifier.isEmpty()) {
        found.add(
            query(
                TokenPattern.anywhere(
                    identifier, isOpenLeft(term.truncation()), isOpenRight(term.truncation())),
                IndexFields.name(part),
                false),
            Occur.SHOULD);
      }
    }
    return single(found.build());
  }

  private List<String> words(org.samling.core.search.Query.Term term) {
    var text = Masks.text(term);
    var words = term.truncation() == Truncation.MASKED ? Words.masked(text) : Words.of(text);
    count(words.size());
    return words;
  }

  /** The query without redundant levels. */
  private static Query single(BooleanQuery query) {
    return query.clauses().size() == 1 ? query.clauses().getFirst().query() : query;
  }

  /** Makes the query for one field of the index. */
  @FunctionalInterface
  private interface InField {
    Query query(String name) throws IOException;
  }

  private static Query inAnyPart(SearchField field, Function<String, Query> query) {
    var found = new BooleanQuery.Builder();
    field.parts().forEach(part -> found.add(query.apply(IndexFields.name(part)), Occur.SHOULD));
    return single(found.build());
  }

  private static Query inAny(List<String> names, InField query) throws IOException {
    var found = new BooleanQuery.Builder();
    for (var name : names) {
      found.add(query.query(name), Occur.SHOULD);
    }
    return single(found.build());
  }

  /**
   * Also finds records under the headings to which authority records refer from a form that matches
   * the term.
   */
  private Query withReferences(org.samling.core.search.Query.Term term, List<String> words)
      throws IOException {
    var field = term.field();
    var found = words(term, words, field.parts().stream().map(IndexFields::name).toList());
    if (!authorities.mayHaveReferences(field)) {
      return found;
    }
    var all = new BooleanQuery.Builder().add(found, Occur.SHOULD);
    var led = authorities.find(words(term, words, List.of(IndexFields.fromName(field))));
    headings(field, led)
        .forEach((searched, keys) -> all.add(Heading.query(searched, keys), Occur.SHOULD));
    return all.build();
  }

  /** The keys of headings, by search field. */
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

  private Query words(
      org.samling.core.search.Query.Term term, List<String> words, List<String> names)
      throws IOException {
    if (term.match() == Match.PHRASE || term.anchor() != Anchor.ANYWHERE) {
      var phrase = phrase(term, words);
      return inAny(
          names,
          name -> phrase.size() == 1 ? query(phrase.getFirst(), name, true) : phrase(phrase, name));
    }
    var all = new BooleanQuery.Builder();
    for (var word : new HashSet<>(words)) {
      var pattern =
          TokenPattern.anywhere(
              word, isOpenLeft(term.truncation()), isOpenRight(term.truncation()));
      all.add(inAny(names, name -> query(pattern, name, true)), Occur.FILTER);
    }
    return all.build();
  }

  /** The token patterns of a phrase; only the outer words are special. */
  private static List<TokenPattern> phrase(
      org.samling.core.search.Query.Term term, List<String> words) {
    var atStart = term.anchor() == Anchor.FIELD_START || term.anchor() == Anchor.WHOLE_FIELD;
    var atEnd = term.anchor() == Anchor.FIELD_END || term.anchor() == Anchor.WHOLE_FIELD;
    var phrase = new ArrayList<TokenPattern>(words.size());
    for (var i = 0; i < words.size(); i++) {
      var isFirst = i == 0;
      var isLast = i == words.size() - 1;
      phrase.add(
          new TokenPattern(
              words.get(i),
              isFirst && atStart,
              isLast && atEnd,
              isFirst && isOpenLeft(term.truncation()),
              isLast && isOpenRight(term.truncation())));
    }
    return phrase;
  }

  private Query phrase(List<TokenPattern> phrase, String field) throws IOException {
    var places = new MultiPhraseQuery.Builder();
    for (var words : places(phrase, field)) {
      if (words.isEmpty()) {
        return nothing();
      }
      places.add(words.toArray(Term[]::new));
    }
    return places.build();
  }

  private List<List<Term>> places(List<TokenPattern> phrase, String field) throws IOException {
    var places = new ArrayList<List<Term>>(phrase.size());
    for (var pattern : phrase) {
      places.add(pattern.isOpen() ? variants(pattern, field) : List.of(pattern.term(field)));
    }
    return places;
  }

  /**
   * Translates operands near each other. All of them are in one field, and so in each of its parts.
   *
   * @throws SearchException if they have too many words or variants
   */
  Query near(Proximity proximity) throws IOException {
    var found = new BooleanQuery.Builder();
    for (var part : proximity.field().parts()) {
      var name = IndexFields.name(part);
      found.add(new ProximityQuery(name, near(proximity, name)), Occur.SHOULD);
    }
    return single(found.build());
  }

  private ProximityQuery.Near near(Proximity proximity, String name) throws IOException {
    if (++depth > DEEPEST) {
      throw new SearchException(
          SearchException.Kind.TOO_COSTLY,
          "more than %d operands are near each other".formatted(DEEPEST),
          null);
    }
    var near =
        new ProximityQuery.Near(
            operand(proximity.left(), name),
            operand(proximity.right(), name),
            proximity.unit(),
            proximity.relation(),
            proximity.distance(),
            proximity.isOrdered());
    depth--;
    return near;
  }

  private ProximityQuery.Operand operand(Operand operand, String name) throws IOException {
    return switch (operand) {
      case Proximity proximity -> near(proximity, name);
      case org.samling.core.search.Query.Term term -> {
        var words = words(term);
        yield new ProximityQuery.Phrase(
            words.isEmpty() ? List.of(List.of()) : places(phrase(term, words), name));
      }
    };
  }

  private Query query(TokenPattern pattern, String name, boolean isOfWords) {
    return pattern.isFoundByEnd()
        ? new LeftTruncationQuery(name, pattern, isOfWords, caches)
        : pattern.query(name);
  }

  private List<Term> variants(TokenPattern pattern, String field) throws IOException {
    if (pattern.isFoundByEnd()) {
      return variantsByEnd(pattern, field);
    }
    var all = MultiTerms.getTerms(reader, field);
    var found = new ArrayList<Term>();
    if (all != null) {
      var tokens = pattern.compiled().getTermsEnum(all);
      for (var token = tokens.next(); token != null; token = tokens.next()) {
        if (pattern.hasSameMarks(token)) {
          found.add(new Term(field, BytesRef.deepCopyOf(token)));
          countVariant(pattern);
        }
      }
    }
    return found;
  }

  private List<Term> variantsByEnd(TokenPattern pattern, String field) throws IOException {
    var words = new TreeSet<BytesRef>();
    for (var leaf : reader.leaves()) {
      words.addAll(LeftTruncationQuery.words(leaf.reader(), field, pattern, true, caches));
    }
    var found = new ArrayList<Term>();
    for (var word : words) {
      var token = new Term(field, pattern.token(word));
      if (reader.docFreq(token) > 0) {
        found.add(token);
        countVariant(pattern);
      }
    }
    return found;
  }

  private void countVariant(TokenPattern pattern) {
    if (++variants > settings.maxVariants()) {
      throw new SearchException(
          SearchException.Kind.TOO_COSTLY,
          ("the truncated word \"%s\" of a phrase matches too many words (more than %d);"
                  + " make it longer, or search for the words one by one")
              .formatted(pattern.pattern(), settings.maxVariants()),
          null);
    }
  }

  private void count(int more) {
    terms += more;
    if (terms > settings.maxTerms()) {
      throw tooManyTerms(settings);
    }
  }

  static SearchException tooManyTerms(SearchSettings settings) {
    return new SearchException(
        SearchException.Kind.TOO_COSTLY,
        "the query has more than %d words; search with fewer".formatted(settings.maxTerms()),
        null);
  }

  private static Query nothing() {
    return MatchNoDocsQuery.INSTANCE;
  }

  private static boolean isOpenLeft(Truncation truncation) {
    return truncation == Truncation.LEFT || truncation == Truncation.BOTH;
  }

  private static boolean isOpenRight(Truncation truncation) {
    return truncation == Truncation.RIGHT || truncation == Truncation.BOTH;
  }
}
