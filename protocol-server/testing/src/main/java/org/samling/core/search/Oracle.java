package org.samling.core.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.search.Query.Anchor;
import org.samling.core.search.Query.Match;
import org.samling.core.search.Query.Relation;
import org.samling.core.search.Query.Truncation;
import org.samling.core.search.SearchScope.Authorities;
import org.samling.core.search.SearchScope.OfTenant;
import org.samling.core.search.SearchScope.Union;

/** Answers queries by scanning every record, with none of the index's code. */
final class Oracle {

  /** The oracle's knowledge of a record: the values of each field, as written. */
  static final class KnownRecord {
    final int number;
    int year;
    int owner;
    boolean isLayer;
    final TreeSet<Integer> holders = new TreeSet<>();
    final Map<SearchField, String> dates = new EnumMap<>(SearchField.class);
    private final List<Entry<Text>> texts = new ArrayList<>();

    /** The main form of each field, used for sorting and facets. */
    private final List<Entry<Text>> headings = new ArrayList<>();

    private final List<Entry<String>> identifiers = new ArrayList<>();

    /** A value of a field that is not composed of other fields. */
    private record Entry<T>(SearchField field, T value) {}

    KnownRecord(int number) {
      this.number = number;
    }

    void add(SearchField field, String text) {
      add(field, text, "");
    }

    /** Adds an identifier in its normalised form. */
    void addIdentifier(SearchField field, String text) {
      identifiers.add(new Entry<>(field, text));
    }

    /** The values of a field, including those of its component fields. */
    List<Text> texts(SearchField field) {
      return all(field, texts);
    }

    /** The main forms of a field. */
    List<Text> headings(SearchField field) {
      return all(field, headings);
    }

    /** The identifiers of a field. */
    List<String> identifiers(SearchField field) {
      return all(field, identifiers);
    }

    private static <T> List<T> all(SearchField field, List<Entry<T>> values) {
      return values.stream()
          .filter(entry -> field.parts().contains(entry.field()))
          .map(Entry::value)
          .toList();
    }

    /** Adds a value that is the main form of its field. */
    void addHeading(SearchField field, String text) {
      addHeading(field, text, "");
    }

    void addHeading(SearchField field, String text, String article) {
      add(field, text, article);
      headings.add(new Entry<>(field, new Text(words(text), words(article).size())));
    }

    /** Adds a value that starts with an article. */
    void add(SearchField field, String text, String article) {
      texts.add(new Entry<>(field, new Text(words(text), words(article).size())));
    }
  }

  /**
   * A value.
   *
   * @param article the number of words that make up the article
   */
  record Text(List<String> words, int article) {

    /** Its filing form. */
    String filing() {
      return String.join(" ", words.subList(article, words.size()));
    }
  }

  private static final String ALPHABET = " 0123456789abcdefghijklmnopqrstuvwxyzæøå";

  /** The order of the Danish alphabet; other characters are ordered by code point. */
  static final Comparator<String> FILING =
      (one, other) -> Arrays.compare(places(one), places(other));

  private static int[] places(String text) {
    return text.replace("aa", "å")
        .chars()
        .map(c -> ALPHABET.indexOf(c) < 0 ? ALPHABET.length() + c : ALPHABET.indexOf(c))
        .toArray();
  }

  private Oracle() {}

  static boolean isIn(SearchScope scope, KnownRecord record) {
    return switch (scope) {
      case OfTenant(var tenant) ->
          record.owner == tenant.value() || record.holders.contains(tenant.value());
      case Union(var tenants) ->
          record.owner == 0
              || (!record.isLayer && tenants.stream().anyMatch(t -> t.value() == record.owner));
      case Authorities _ -> false;
    };
  }

  /** The terms of a field in a record. */
  static Set<String> terms(SearchField field, KnownRecord record) {
    return switch (field.kind()) {
      case YEAR -> record.year == 0 ? Set.of() : Set.of(Integer.toString(record.year));
      case DATE -> throw new IllegalArgumentException("no term list for " + field);
      case IDENTIFIER -> Set.copyOf(record.identifiers(field));
      case WORDS ->
          record.texts(field).stream()
              .flatMap(text ->
                  field == SearchField.ANY ? text.words().stream() : Stream.of(text.filing()))
              .collect(Collectors.toSet());
    };
  }

  /** The facet values of a record. */
  static Set<String> values(FacetField field, KnownRecord record) {
    return switch (field) {
      case AUTHOR -> filing(SearchField.AUTHOR, record).collect(Collectors.toSet());
      case SUBJECT -> filing(SearchField.SUBJECT, record).collect(Collectors.toSet());
      case YEAR -> terms(SearchField.YEAR, record);
      case LANGUAGE -> record.year == 0 ? Set.of() : Set.of("dan");
      case MATERIAL -> Set.of("a/xx");
    };
  }

  /** The order of the given sort keys. */
  static Comparator<KnownRecord> order(SortOrder order) {
    Comparator<KnownRecord> latestFirst =
        Comparator.comparingInt((KnownRecord record) -> record.year)
            .reversed()
            .thenComparingInt(record -> record.number);
    return order.keys().stream()
        .map(Oracle::order)
        .reduce(Comparator::thenComparing)
        .map(keys -> keys.thenComparing(latestFirst))
        .orElse(latestFirst);
  }

  private static Comparator<KnownRecord> order(SortOrder.Key key) {
    Comparator<KnownRecord> values =
        switch (key.field()) {
          case TITLE -> known(r -> filing(SearchField.TITLE, r).findFirst(), FILING, key);
          case AUTHOR -> known(r -> filing(SearchField.AUTHOR, r).findFirst(), FILING, key);
          case YEAR ->
              known(
                  r -> Optional.of(r.year).filter(year -> year != 0),
                  Comparator.<Integer>naturalOrder(),
                  key);
          case NUMBER -> known(r -> Optional.of(r.number), Comparator.<Integer>naturalOrder(), key);
          case RELEVANCE -> throw new IllegalArgumentException("no second opinion on relevance");
        };
    return key.direction() == SortOrder.Direction.DESCENDING ? values.reversed() : values;
  }

  private static <T> Comparator<KnownRecord> known(
      Function<KnownRecord, Optional<T>> value, Comparator<T> order, SortOrder.Key key) {
    Comparator<@Nullable T> withMissing =
        key.missing() == SortOrder.Missing.LOWEST
            ? Comparator.nullsFirst(order)
            : Comparator.nullsLast(order);
    return (one, other) ->
        withMissing.compare(value.apply(one).orElse(null), value.apply(other).orElse(null));
  }

  private static Stream<String> filing(SearchField field, KnownRecord record) {
    return record.headings(field).stream().map(Text::filing);
  }

  static boolean matches(Query query, KnownRecord record) {
    return switch (query) {
      case Query.And(var left, var right) -> matches(left, record) && matches(right, record);
      case Query.Or(var left, var right) -> matches(left, record) || matches(right, record);
      case Query.AndNot(var left, var right) -> matches(left, record) && !matches(right, record);
      case Query.Known(var field) -> isKnown(field, record);
      case Query.Proximity near -> !places(near, record).isEmpty();
      case Query.Term term -> matches(term, record);
    };
  }

  private static boolean isKnown(SearchField field, KnownRecord record) {
    return switch (field.kind()) {
      case YEAR -> record.year != 0;
      case DATE -> record.dates.containsKey(field);
      case IDENTIFIER -> !record.identifiers(field).isEmpty();
      case WORDS -> field == SearchField.ANY || !record.texts(field).isEmpty();
    };
  }

  private static boolean matches(Query.Term term, KnownRecord record) {
    return switch (term.field().kind()) {
      case YEAR -> year(term, record.year);
      case DATE -> date(term, record.dates.get(term.field()));
      case IDENTIFIER -> identifier(term, record.identifiers(term.field()));
      case WORDS -> text(term, record);
    };
  }

  private static boolean year(Query.Term term, int year) {
    var wanted = Integer.parseInt(term.text());
    return year != 0 && holds(Integer.compare(year, wanted), term.relation());
  }

  /** A day is compared only as far as the query specifies it. */
  private static boolean date(Query.Term term, @Nullable String date) {
    var wanted = term.text().replace("-", "");
    return date != null
        && holds(date.substring(0, wanted.length()).compareTo(wanted), term.relation());
  }

  private static boolean holds(int compared, Relation relation) {
    return switch (relation) {
      case LESS -> compared < 0;
      case LESS_OR_EQUAL -> compared <= 0;
      case EQUAL -> compared == 0;
      case GREATER_OR_EQUAL -> compared >= 0;
      case GREATER -> compared > 0;
      case NOT_EQUAL -> compared != 0;
    };
  }

  /**
   * The position of an operand.
   *
   * @param part the field
   * @param value the index of the value in the field
   * @param first the position of its first word
   * @param last the position of its last word
   */
  private record Place(SearchField part, int value, int first, int last) {}

  private static Set<Place> places(Query.Operand operand, KnownRecord record) {
    var places = new HashSet<Place>();
    switch (operand) {
      case Query.Term term -> {
        var wanted = words(term);
        for (var part : wanted.isEmpty() ? List.<SearchField>of() : term.field().parts()) {
          var texts = record.texts(part);
          for (var value = 0; value < texts.size(); value++) {
            var text = texts.get(value);
            for (var from = 0; from <= text.words().size() - wanted.size(); from++) {
              if (matchesAt(from, text, wanted, term)) {
                places.add(new Place(part, value, from, from + wanted.size() - 1));
              }
            }
          }
        }
      }
      case Query.Proximity near -> {
        for (var one : places(near.left(), record)) {
          for (var other : places(near.right(), record)) {
            if (one.part() == other.part()
                && one.value() == other.value()
                && areNear(near, one, other)) {
              places.add(
                  new Place(
                      one.part(),
                      one.value(),
                      Math.min(one.first(), other.first()),
                      Math.max(one.last(), other.last())));
            }
          }
        }
      }
    }
    return places;
  }

  private static boolean areNear(Query.Proximity near, Place one, Place other) {
    if (near.isOrdered() && one.last() >= other.first()) {
      return false;
    }
    if (near.unit() == Query.Unit.VALUE) {
      return true;
    }
    var distance = Math.max(other.first() - one.last(), one.first() - other.last());
    return distance > 0 && holds(Integer.compare(distance, near.distance()), near.relation());
  }

  private static boolean identifier(Query.Term term, List<String> identifiers) {
    var wanted = term.text().replace("-", "").replace(" ", "").toUpperCase(Locale.ROOT);
    return !wanted.isEmpty()
        && identifiers.stream().anyMatch(i -> fits(i, wanted, true, true, term));
  }

  private static boolean text(Query.Term term, KnownRecord record) {
    var wanted = words(term);
    var texts = record.texts(term.field());
    if (wanted.isEmpty()) {
      return false;
    }
    if (term.match() == Match.WORDS && term.anchor() == Anchor.ANYWHERE) {
      return wanted.stream()
          .allMatch(word ->
              texts.stream()
                  .flatMap(t -> t.words().stream())
                  .anyMatch(w -> fits(w, word, true, true, term)));
    }
    return texts.stream()
        .anyMatch(t ->
            IntStream.rangeClosed(0, t.words().size() - wanted.size())
                .anyMatch(from -> matchesAt(from, t, wanted, term)));
  }

  private static boolean matchesAt(int from, Text text, List<String> wanted, Query.Term term) {
    var atStart = term.anchor() == Anchor.FIELD_START || term.anchor() == Anchor.WHOLE_FIELD;
    if (atStart && from != 0 && from != text.article()) {
      return false;
    }
    var last = wanted.size() - 1;
    var atEnd = term.anchor() == Anchor.FIELD_END || term.anchor() == Anchor.WHOLE_FIELD;
    if (atEnd && from + last != text.words().size() - 1) {
      return false;
    }
    for (var i = 0; i <= last; i++) {
      if (!fits(text.words().get(from + i), wanted.get(i), i == 0, i == last, term)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a word matches one of the query; the query's first and last words may be truncated. */
  private static boolean fits(
      String word, String wanted, boolean isFirst, boolean isLast, Query.Term term) {
    if (term.truncation() == Truncation.MASKED) {
      return Pattern.matches(
          wanted.replaceAll("[^*?]+", "\\\\Q$0\\\\E").replace("?", ".").replace("*", ".*"), word);
    }
    var openLeft = isFirst && left(term);
    var openRight = isLast && right(term);
    if (openLeft && openRight) {
      return word.contains(wanted);
    }
    if (openLeft) {
      return word.endsWith(wanted);
    }
    return openRight ? word.startsWith(wanted) : word.equals(wanted);
  }

  private static boolean left(Query.Term term) {
    return term.truncation() == Truncation.LEFT || term.truncation() == Truncation.BOTH;
  }

  private static boolean right(Query.Term term) {
    return term.truncation() == Truncation.RIGHT || term.truncation() == Truncation.BOTH;
  }

  private static List<String> words(Query.Term term) {
    return term.truncation() == Truncation.MASKED
        ? words(term.text(), "[^a-zæø0-9一-鿿*?]+")
        : words(term.text());
  }

  /** The words of a text in Danish, some foreign letters, and ideographs. */
  static List<String> words(String text) {
    return words(text, "[^a-zæø0-9一-鿿]+");
  }

  private static List<String> words(String text, String between) {
    var folded = new StringBuilder();
    for (var c :
        Normalizer.normalize(text, Normalizer.Form.NFC)
            .toLowerCase(Locale.ROOT)
            .replaceAll("['’]", "")
            .toCharArray()) {
      var letter =
          switch (c) {
            case 'å' -> "aa";
            case 'ä' -> "æ";
            case 'ö' -> "ø";
            case 'ß' -> "ss";
            case 'æ', 'ø' -> String.valueOf(c);
            default -> Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD).substring(0, 1);
          };
      folded.append(c >= '一' && c <= '鿿' ? " " + c + " " : letter);
    }
    var words = new ArrayList<String>();
    for (var word : folded.toString().split(between, -1)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }
}
