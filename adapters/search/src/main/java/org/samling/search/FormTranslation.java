package org.samling.search;

import java.io.IOException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.samling.core.search.SearchField;
import org.samling.search.fields.Identifiers;
import org.samling.search.fields.IndexFields;
import org.samling.search.forms.FormFinder;
import org.samling.search.forms.IndexDictionary;
import org.samling.search.forms.JoinedForms;
import org.samling.search.forms.JoinedForms.Unit;
import org.samling.search.forms.Language;
import org.samling.search.forms.WordForms;

/**
 * Translates terms that any form of their words answers ({@link
 * org.samling.core.search.Query.Match#FORMS}). Which forms there are is found once for a search.
 */
final class FormTranslation {

  private final FormFinder finder;
  private final Map<Language, Query> languages = new EnumMap<>(Language.class);

  FormTranslation(IndexReader reader, SegmentCaches caches) {
    this.finder = new FormFinder(new IndexDictionary(reader, caches::words));
  }

  /** How far from the words as asked for a form may be. */
  enum Breadth {
    /** The words themselves. */
    EXACT,
    /** Also other spellings, joined words and other scripts. */
    SPELLINGS,
    /** Also inflections and compounds. */
    ALL
  }

  /** The other forms of a word of a unit. */
  WordForms forms(Unit unit, String word) throws IOException {
    return finder.of(word, unit.words().size() == 1 ? unit.joined() : Set.of());
  }

  /**
   * Finds records with some form of each word in a field. They are not ranked.
   *
   * @param breadth spellings or all
   */
  Query query(SearchField field, String text, Breadth breadth) throws IOException {
    var all = new BooleanQuery.Builder();
    for (var unit : JoinedForms.units(text)) {
      all.add(unit(field, unit, breadth), Occur.FILTER);
    }
    return all.build();
  }

  private Query unit(SearchField field, Unit unit, Breadth breadth) throws IOException {
    var found = new BooleanQuery.Builder();
    var words = new BooleanQuery.Builder();
    for (var word : new HashSet<>(unit.words())) {
      words.add(word(field, unit, word, breadth), Occur.FILTER);
    }
    found.add(words.build(), Occur.SHOULD);
    if (unit.words().size() > 1) {
      for (var part : field.parts()) {
        found.add(terms(IndexFields.name(part), unit.joined()), Occur.SHOULD);
        found.add(terms(IndexFields.formsName(part), unit.joined()), Occur.SHOULD);
      }
    }
    if (field == SearchField.ANY) {
      for (var isbn : Identifiers.isbnForms(unit.typed())) {
        found.add(new TermQuery(new Term(IndexFields.name(SearchField.ISBN), isbn)), Occur.SHOULD);
      }
    }
    return found.build();
  }

  private Query word(SearchField field, Unit unit, String word, Breadth breadth)
      throws IOException {
    var forms = forms(unit, word);
    var everywhere = new HashSet<String>(forms.spelled());
    everywhere.add(word);
    if (breadth == Breadth.ALL) {
      everywhere.addAll(forms.compounds());
    }
    var found = new BooleanQuery.Builder();
    for (var part : field.parts()) {
      var name = IndexFields.name(part);
      found.add(terms(name, everywhere), Occur.SHOULD);
      found.add(new TermQuery(new Term(IndexFields.formsName(part), word)), Occur.SHOULD);
      if (breadth == Breadth.ALL) {
        for (var inflected : forms.inflected().entrySet()) {
          found.add(
              in(inflected.getKey(), terms(name, inflected.getValue()), Occur.FILTER),
              Occur.SHOULD);
        }
      }
    }
    return found.build();
  }

  private static Query terms(String name, Collection<String> words) {
    return new TermInSetQuery(name, words.stream().map(BytesRef::new).toList());
  }

  /**
   * A query, for records in a language only.
   *
   * @param occur how the query counts
   */
  Query in(Language language, Query query, Occur occur) {
    return new BooleanQuery.Builder()
        .add(query, occur)
        .add(languages.computeIfAbsent(language, FormTranslation::ofLanguage), Occur.FILTER)
        .build();
  }

  private static Query ofLanguage(Language language) {
    var own = codes(language.codes());
    if (language != Language.DANISH) {
      return own;
    }
    var others = new HashSet<String>();
    for (var other : Language.values()) {
      if (other != language) {
        others.addAll(other.codes());
      }
    }
    var unknown =
        new BooleanQuery.Builder()
            .add(MatchAllDocsQuery.INSTANCE, Occur.FILTER)
            .add(codes(others), Occur.MUST_NOT)
            .build();
    return new BooleanQuery.Builder().add(own, Occur.SHOULD).add(unknown, Occur.SHOULD).build();
  }

  private static Query codes(Collection<String> codes) {
    return terms(IndexFields.name(SearchField.LANGUAGE), codes);
  }
}
