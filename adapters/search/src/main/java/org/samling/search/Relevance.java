package org.samling.search;

import static org.samling.core.search.Ranking.Reason;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SynonymQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.samling.core.search.Query;
import org.samling.core.search.Query.Anchor;
import org.samling.core.search.Query.Match;
import org.samling.core.search.Query.Relation;
import org.samling.core.search.Query.Truncation;
import org.samling.core.search.Ranking.Part;
import org.samling.core.search.SearchField;
import org.samling.core.search.SortOrder.SortField;
import org.samling.search.FormTranslation.Breadth;
import org.samling.search.fields.Filing;
import org.samling.search.fields.IndexFields;
import org.samling.search.fields.StandingQuery;
import org.samling.search.fields.Words;
import org.samling.search.forms.JoinedForms;
import org.samling.search.forms.JoinedForms.Unit;

/**
 * How well records answer a query. Words count by BM25, a title before an author before a subject
 * before any other text, a word itself before its other forms; of the fields and forms in which a
 * word is found the best counts in full, each other one a tenth. Records that answer exactly come
 * before all others, whatever else they have.
 */
final class Relevance {

  /** More than all words of a query can add up to. */
  private static final float ANSWERS_EXACTLY = 10_000;

  private static final float ANSWERS_BUT_FOR_SPELLING = 5_000;

  private static final float WHOLE = 20;
  private static final float BEGINS_TITLE = 10;
  private static final float NEXT_TO_EACH_OTHER = 5;

  private static final float SPELLING = 0.6f;
  private static final float INFLECTION = 0.4f;
  private static final float COMPOUND = 0.2f;
  private static final float FURTHER = 0.1f;

  /** The fields in which a word of any text counts, with what it counts there. */
  private static final Map<SearchField, Float> WEIGHTS = weights();

  /** Words that a title begins with and is filed without. */
  private static final Set<String> ARTICLES =
      Set.of(
          "a", "an", "das", "de", "den", "der", "det", "die", "en", "et", "la", "le", "les", "the");

  private final FormTranslation forms;
  private final QueryTranslations translations;
  private final List<Weighed> weighed = new ArrayList<>();

  /** Translates a core query, with more or fewer forms of its words. */
  @FunctionalInterface
  interface QueryTranslations {
    org.apache.lucene.search.Query of(Query query, Breadth breadth) throws IOException;
  }

  /**
   * A part of the relevance.
   *
   * @param group parts of the same group are of the same word, so that only one counts in full;
   *     negative for a part by itself
   */
  private record Weighed(
      Reason reason, @Nullable Word word, int group, org.apache.lucene.search.Query query) {}

  /** A word of the query, and the field in which it counts. */
  private record Word(String text, SearchField field) {}

  private int groups;

  private Relevance(FormTranslation forms, QueryTranslations translations) {
    this.forms = forms;
    this.translations = translations;
  }

  /** The relevance for a query. */
  static Relevance of(Query query, FormTranslation forms, QueryTranslations translations)
      throws IOException {
    var relevance = new Relevance(forms, translations);
    var terms = terms(query);
    if (terms.stream().anyMatch(term -> term.match() == Match.FORMS)) {
      relevance.addConstant(
          Reason.ANSWERS_EXACTLY, translations.of(query, Breadth.EXACT), ANSWERS_EXACTLY);
      relevance.addConstant(
          Reason.ANSWERS_BUT_FOR_SPELLING,
          translations.of(query, Breadth.SPELLINGS),
          ANSWERS_BUT_FOR_SPELLING);
    }
    for (var term : terms) {
      relevance.addTerm(term);
    }
    relevance.add(Reason.YEAR, StandingQuery.ofYear());
    relevance.add(Reason.HOLDERS, StandingQuery.ofHolders());
    return relevance;
  }

  private static Map<SearchField, Float> weights() {
    var weights = new LinkedHashMap<SearchField, Float>();
    weights.put(SearchField.TITLE, 8f);
    SearchField.AUTHOR.parts().forEach(part -> weights.put(part, 4f));
    weights.put(SearchField.SUBJECT, 2f);
    weights.put(SearchField.ANY, 1f);
    return weights;
  }

  /** The terms of words that a record must or may have. */
  private static List<Query.Term> terms(Query query) {
    return switch (query) {
      case Query.And(var left, var right) ->
          Stream.concat(terms(left).stream(), terms(right).stream()).toList();
      case Query.Or(var left, var right) ->
          Stream.concat(terms(left).stream(), terms(right).stream()).toList();
      case Query.AndNot(var left, _) -> terms(left);
      case Query.Term term when term.field().kind() == SearchField.Kind.WORDS -> List.of(term);
      case Query.Term _, Query.Known _, Query.Proximity _ -> List.of();
    };
  }

  private void addTerm(Query.Term term) throws IOException {
    var field = term.field();
    var weights =
        field == SearchField.ANY
            ? WEIGHTS
            : field.parts().stream()
                .collect(
                    LinkedHashMap<SearchField, Float>::new,
                    (map, part) -> map.put(part, 4f),
                    Map::putAll);
    var isOfWords =
        term.match() != Match.PHRASE
            && term.anchor() == Anchor.ANYWHERE
            && term.truncation() == Truncation.NONE;
    if (!isOfWords) {
      var group = groups++;
      for (var weight : weights.entrySet()) {
        var there =
            new Query.Term(
                weight.getKey(),
                Relation.EQUAL,
                term.match(),
                term.anchor(),
                term.truncation(),
                term.text());
        add(
            Reason.EXACT,
            term.text(),
            weight.getKey(),
            group,
            new BoostQuery(
                new ConstantScoreQuery(translations.of(there, Breadth.EXACT)), weight.getValue()));
      }
      return;
    }
    if (term.match() == Match.FORMS) {
      for (var unit : JoinedForms.units(term.text())) {
        addUnit(unit, weights);
      }
    } else {
      for (var word : new HashSet<>(Words.of(term.text()))) {
        addWord(word, weights, groups++);
      }
    }
    addWholes(field, term.text());
  }

  private void addWord(String word, Map<SearchField, Float> weights, int group) {
    weights.forEach((field, weight) ->
        add(
            Reason.EXACT,
            word,
            field,
            group,
            new BoostQuery(new TermQuery(new Term(IndexFields.name(field), word)), weight)));
  }

  private void addUnit(Unit unit, Map<SearchField, Float> weights) throws IOException {
    for (var word : new HashSet<>(unit.words())) {
      var group = groups++;
      addWord(word, weights, group);
      var found = forms.forms(unit, word);
      for (var weighted : weights.entrySet()) {
        var field = weighted.getKey();
        var weight = weighted.getValue();
        addForms(Reason.SPELLING, word, field, group, found.spelled(), SPELLING * weight);
        add(
            Reason.SPELLING,
            word,
            field,
            group,
            new BoostQuery(
                new TermQuery(new Term(IndexFields.formsName(field), word)), SPELLING * weight));
        for (var inflected : found.inflected().entrySet()) {
          add(
              Reason.INFLECTION,
              word,
              field,
              group,
              new BoostQuery(
                  forms.in(inflected.getKey(), synonyms(field, inflected.getValue()), Occur.MUST),
                  INFLECTION * weight));
        }
        addForms(Reason.COMPOUND, word, field, group, found.compounds(), COMPOUND * weight);
      }
    }
    if (unit.words().size() > 1) {
      var group = groups++;
      weights.forEach((field, weight) ->
          addForms(Reason.SPELLING, unit.typed(), field, group, unit.joined(), weight));
    }
  }

  private void addForms(
      Reason reason, String word, SearchField field, int group, Set<String> found, float weight) {
    if (!found.isEmpty()) {
      add(reason, word, field, group, new BoostQuery(synonyms(field, found), weight));
    }
  }

  /** Some words of a field, which count as one. */
  private static org.apache.lucene.search.Query synonyms(SearchField field, Set<String> words) {
    var name = IndexFields.name(field);
    var synonyms = new SynonymQuery.Builder(name);
    words.stream().sorted().forEach(word -> synonyms.addTerm(new Term(name, word)));
    return synonyms.build();
  }

  /** Adds what counts more where the term stands as it is. */
  private void addWholes(SearchField field, String text) throws IOException {
    var words = Words.of(text);
    if (words.isEmpty()) {
      return;
    }
    var isOfTitle = field == SearchField.ANY || field == SearchField.TITLE;
    if (isOfTitle) {
      addConstant(
          Reason.WHOLE,
          text,
          SearchField.TITLE,
          phrase(SearchField.TITLE, Anchor.WHOLE_FIELD, text),
          WHOLE);
      addConstant(Reason.BEGINS_TITLE, text, SearchField.TITLE, titlesFrom(words), BEGINS_TITLE);
      if (words.size() > 1) {
        addConstant(
            Reason.NEXT_TO_EACH_OTHER,
            text,
            SearchField.TITLE,
            phrase(SearchField.TITLE, Anchor.ANYWHERE, text),
            NEXT_TO_EACH_OTHER);
      }
    }
    if (field == SearchField.ANY || field == SearchField.AUTHOR) {
      addConstant(
          Reason.WHOLE,
          text,
          SearchField.AUTHOR,
          phrase(SearchField.AUTHOR, Anchor.WHOLE_FIELD, text),
          WHOLE / 2);
    }
  }

  private org.apache.lucene.search.Query phrase(SearchField field, Anchor anchor, String text)
      throws IOException {
    return translations.of(
        new Query.Term(field, Relation.EQUAL, Match.PHRASE, anchor, Truncation.NONE, text),
        Breadth.EXACT);
  }

  /** Finds titles proper that begin with words, with or without an article before them. */
  private static org.apache.lucene.search.Query titlesFrom(List<String> words) {
    var found = new BooleanQuery.Builder().add(titlesFrom(Filing.key(words)), Occur.SHOULD);
    if (words.size() > 1 && ARTICLES.contains(words.getFirst())) {
      found.add(titlesFrom(Filing.key(words.subList(1, words.size()))), Occur.SHOULD);
    }
    return found.build();
  }

  private static org.apache.lucene.search.Query titlesFrom(String key) {
    // After the key comes a blank or nothing; the sign after a blank is greater than both.
    return SortedDocValuesField.newSlowRangeQuery(
        IndexFields.name(SortField.TITLE), new BytesRef(key), new BytesRef(key + "!"), true, false);
  }

  /** Adds a part of no word. */
  private void add(Reason reason, org.apache.lucene.search.Query query) {
    weighed.add(new Weighed(reason, null, -1, query));
  }

  private void addConstant(Reason reason, org.apache.lucene.search.Query query, float score) {
    add(reason, new BoostQuery(new ConstantScoreQuery(query), score));
  }

  private void addConstant(
      Reason reason,
      String word,
      SearchField field,
      org.apache.lucene.search.Query query,
      float score) {
    add(reason, word, field, -1, new BoostQuery(new ConstantScoreQuery(query), score));
  }

  private void add(
      Reason reason,
      String word,
      SearchField field,
      int group,
      org.apache.lucene.search.Query query) {
    weighed.add(new Weighed(reason, new Word(word, field), group, query));
  }

  /** The query whose scores are the relevance. */
  org.apache.lucene.search.Query query(org.apache.lucene.search.Query matching) {
    var all = new BooleanQuery.Builder().add(matching, Occur.FILTER);
    var byGroup = new LinkedHashMap<Integer, List<org.apache.lucene.search.Query>>();
    for (var part : weighed) {
      if (part.group() < 0) {
        all.add(part.query(), Occur.SHOULD);
      } else {
        byGroup.computeIfAbsent(part.group(), _ -> new ArrayList<>()).add(part.query());
      }
    }
    byGroup
        .values()
        .forEach(parts -> all.add(new DisjunctionMaxQuery(parts, FURTHER), Occur.SHOULD));
    return all.build();
  }

  /** What a document's relevance is made of, the weightiest part first. */
  List<Part> parts(IndexSearcher searcher, int document) throws IOException {
    var parts = new ArrayList<Part>();
    for (var part : weighed) {
      var score = score(searcher, part.query(), document);
      if (score > 0) {
        var word = part.word();
        parts.add(
            new Part(
                part.reason(),
                word == null ? null : word.text(),
                word == null ? null : word.field(),
                score));
      }
    }
    parts.sort(Comparator.comparingDouble(Part::score).reversed());
    return parts;
  }

  /** The score of a document, 0 if a query does not find it. */
  static double score(IndexSearcher searcher, org.apache.lucene.search.Query query, int document)
      throws IOException {
    var leaves = searcher.getIndexReader().leaves();
    var leaf = leaves.get(ReaderUtil.subIndex(document, leaves));
    var scorer = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE, 1).scorer(leaf);
    var wanted = document - leaf.docBase;
    return scorer != null && scorer.iterator().advance(wanted) == wanted ? scorer.score() : 0;
  }
}
