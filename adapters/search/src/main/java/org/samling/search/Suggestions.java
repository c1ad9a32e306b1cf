package org.samling.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FilterLeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.CompiledAutomaton;
import org.apache.lucene.util.automaton.LevenshteinAutomata;
import org.apache.lucene.util.automaton.Operations;
import org.apache.lucene.util.automaton.UTF32ToUTF8;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.search.Query;
import org.samling.core.search.Query.Anchor;
import org.samling.core.search.Query.Truncation;
import org.samling.core.search.SearchField;
import org.samling.core.search.SearchHelp;
import org.samling.core.search.SearchScope;
import org.samling.core.search.Suggestion;
import org.samling.search.fields.IndexFields;
import org.samling.search.fields.Value;
import org.samling.search.fields.Words;
import org.samling.search.forms.Dictionary;
import org.samling.search.forms.IndexDictionary;
import org.samling.search.forms.JoinedForms;
import org.samling.search.forms.JoinedForms.Unit;

/**
 * Queries that find more than one that found too little. A word that no record of the scope has is
 * replaced by words that differ by a letter or two and that records of the scope do have: whatever
 * other tenants write is never shown.
 */
final class Suggestions {

  /** So many words that differ little are looked up in the scope. */
  private static final int MOST_LOOKED_UP = 200;

  /** The most words that are put in the place of one. */
  private static final int MOST_INSTEAD = 3;

  /** The most words of a query that are looked at. */
  private static final int MOST_WORDS = 10;

  /** A word of this length may differ by one letter, a longer one by two. */
  private static final int SHORT = 4;

  private static final int SHORTEST = 3;
  private static final int MOST_STATES = 100_000;
  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{M}\\p{N}'’+#]+");
  private static final String FIELD = IndexFields.name(SearchField.ANY);

  private final DirectoryReader reader;
  private final SegmentCaches caches;
  private final SearchScope scope;
  private final SearchSettings settings;
  private final Dictionary dictionary;

  Suggestions(
      DirectoryReader reader, SegmentCaches caches, SearchScope scope, SearchSettings settings) {
    this.reader = reader;
    this.caches = caches;
    this.scope = scope;
    this.settings = settings;
    this.dictionary = new IndexDictionary(reader, caches::words);
  }

  /** The suggestions for a query, the best first. */
  List<Suggestion> of(Query query) throws IOException {
    var words = words(query);
    if (words.isEmpty()) {
      return List.of();
    }
    var found = count(query);
    var suggestions = new ArrayList<Suggestion>();
    for (var word : words) {
      if (isUnknown(word)) {
        spelled(query, word, found).forEach(suggestions::add);
      }
    }
    if (words.size() > 1) {
      var fewer = new ArrayList<Suggestion>();
      for (var word : words) {
        add(query, word, null, found, fewer);
      }
      fewer.stream().sorted(Comparator.comparingLong(Suggestion::count)).forEach(suggestions::add);
    }
    return suggestions.stream().limit(SearchHelp.MAX_SUGGESTIONS).toList();
  }

  /** A word of a term. */
  private record Word(Query.Term term, Unit unit) {}

  private static List<Word> words(Query query) {
    return terms(query)
        .flatMap(term -> JoinedForms.units(term.text()).stream().map(unit -> new Word(term, unit)))
        .limit(MOST_WORDS)
        .toList();
  }

  private static Stream<Query.Term> terms(Query query) {
    return switch (query) {
      case Query.And(var left, var right) -> Stream.concat(terms(left), terms(right));
      case Query.Or(var left, var right) -> Stream.concat(terms(left), terms(right));
      case Query.AndNot(var left, _) -> terms(left);
      case Query.Term term
          when term.field().kind() == SearchField.Kind.WORDS
              && term.truncation() == Truncation.NONE
              && term.anchor() == Anchor.ANYWHERE ->
          Stream.of(term);
      case Query.Term _, Query.Known _, Query.Proximity _ -> Stream.of();
    };
  }

  private boolean isUnknown(Word word) throws IOException {
    var unit = word.unit();
    return unit.words().size() == 1
        && unit.words().getFirst().length() >= SHORTEST
        && unit.words().getFirst().chars().noneMatch(Character::isDigit)
        && count(changed(word.term(), unit.typed())) == 0;
  }

  /** A word that records of the scope have, with how they write it. */
  private record Alike(String word, int distance, int count, String written) {}

  private List<Suggestion> spelled(Query query, Word word, long found) throws IOException {
    var alike = alike(word.unit().words().getFirst());
    var suggestions = new ArrayList<Suggestion>();
    for (var instead : alike) {
      if (suggestions.size() < MOST_INSTEAD) {
        add(query, word, instead.written(), found, suggestions);
      }
    }
    return suggestions;
  }

  /** Words of the scope that differ little, the nearest first and of these the most frequent. */
  private List<Alike> alike(String word) throws IOException {
    var found = new ArrayList<Alike>();
    var seen = new HashSet<String>();
    var letters = new LevenshteinAutomata(word, true);
    for (var distance = 1; distance <= (word.length() <= SHORT ? 1 : 2); distance++) {
      var accepted =
          Operations.determinize(
              new UTF32ToUTF8().convert(letters.toAutomaton(distance)), MOST_STATES);
      for (var other :
          dictionary.accepted(new CompiledAutomaton(accepted, true, true, true), MOST_LOOKED_UP)) {
        if (isPlain(other) && seen.add(other)) {
          var there = inScope(other, distance);
          if (there != null) {
            found.add(there);
          }
        }
      }
    }
    found.sort(
        Comparator.comparingInt(Alike::distance)
            .thenComparing(Comparator.comparingInt(Alike::count).reversed())
            .thenComparing(Alike::word));
    return found;
  }

  /** Excludes words with the marks of first and last ones. */
  private static boolean isPlain(String word) {
    return Character.isLetterOrDigit(word.codePointAt(0))
        && Character.isLetterOrDigit(word.codePointBefore(word.length()));
  }

  private @Nullable Alike inScope(String word, int distance) throws IOException {
    var count = 0;
    var written = word;
    for (var leaf : reader.leaves()) {
      var terms = leaf.reader().terms(FIELD);
      var reading = terms == null ? null : terms.iterator();
      if (reading != null && reading.seekExact(new BytesRef(word))) {
        var members = caches.scope(leaf.reader(), scope);
        var first = members.first(reading);
        if (first != DocIdSetIterator.NO_MORE_DOCS) {
          written = count == 0 ? written(leaf, first, word) : written;
          count += members.count(reading);
        }
      }
    }
    return count == 0 ? null : new Alike(word, distance, count, written);
  }

  /**
   * A word as a record writes it, in lower case: the index has it folded, without accents and with
   * aa for å. The folded word where it can't be told.
   */
  private static String written(LeafReaderContext leaf, int document, String word)
      throws IOException {
    var contents = DocValues.getBinary(FilterLeafReader.unwrap(leaf.reader()), IndexFields.CONTENT);
    if (!contents.advanceExact(document)) {
      return word;
    }
    var folded = List.of(word);
    return StoredContent.read(contents.binaryValue()).content().content().fields().stream()
        .filter(DataField.class::isInstance)
        .flatMap(field -> ((DataField) field).subfields().stream())
        .flatMap(subfield -> BETWEEN.splitAsStream(Value.shown(subfield.value())))
        .filter(written -> Words.of(written).equals(folded))
        .map(written -> written.toLowerCase(Locale.ROOT))
        .findFirst()
        .orElse(word);
  }

  private void add(
      Query query, Word word, @Nullable String instead, long found, List<Suggestion> to)
      throws IOException {
    var typed = word.unit().typed();
    var text = word.term().text();
    var at = text.indexOf(typed);
    if (at < 0) {
      return;
    }
    var rest =
        text.substring(0, at)
            + (instead == null ? "" : instead)
            + text.substring(at + typed.length());
    var changed =
        replaced(
            query,
            word.term(),
            JoinedForms.units(rest).isEmpty() ? null : changed(word.term(), rest.strip()));
    if (changed != null) {
      var count = count(changed);
      if (count > found) {
        to.add(new Suggestion(typed, instead, changed, count));
      }
    }
  }

  private static Query.Term changed(Query.Term term, String text) {
    return new Query.Term(
        term.field(), term.relation(), term.match(), term.anchor(), term.truncation(), text);
  }

  /** The query with another term in place of one, or without it; null if nothing is left. */
  private static @Nullable Query replaced(Query query, Query.Term term, Query.@Nullable Term by) {
    return switch (query) {
      case Query.And(var left, var right) -> {
        var first = replaced(left, term, by);
        var second = replaced(right, term, by);
        yield first == null ? second : second == null ? first : new Query.And(first, second);
      }
      case Query.Or(var left, var right) -> {
        var first = replaced(left, term, by);
        var second = replaced(right, term, by);
        yield first == null ? second : second == null ? first : new Query.Or(first, second);
      }
      case Query.AndNot(var left, var right) -> {
        var first = replaced(left, term, by);
        yield first == null ? null : new Query.AndNot(first, right);
      }
      case Query.Term other -> other.equals(term) ? by : other;
      case Query.Known known -> known;
      case Query.Proximity near -> near;
    };
  }

  private long count(Query query) throws IOException {
    return LuceneResultSet.count(reader, scope, query, settings, caches);
  }
}
