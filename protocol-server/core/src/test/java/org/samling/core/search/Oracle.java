package org.samling.core.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.search.Query.Anchor;
import org.samling.core.search.Query.Match;
import org.samling.core.search.Query.Truncation;
import org.samling.core.search.SearchScope.OfTenant;
import org.samling.core.search.SearchScope.Union;

/** Answers queries by looking at every record, with no code of the index's. */
final class Oracle {

  /** What is known of a record: by field the values as they were written. */
  static final class Known {
    final int number;
    int year;
    int owner;
    final TreeSet<Integer> holders = new TreeSet<>();
    final List<String> isbns = new ArrayList<>();
    final List<String> numbers = new ArrayList<>();
    final Map<SearchField, List<Text>> texts = new EnumMap<>(SearchField.class);

    /** The fullest form of each field, by which the record is sorted and counted. */
    final Map<SearchField, List<Text>> headings = new EnumMap<>(SearchField.class);

    Known(int number) {
      this.number = number;
    }

    void add(SearchField field, String text) {
      add(field, text, "");
    }

    /** Adds a value that is the fullest of its field. */
    void addHeading(SearchField field, String text) {
      addHeading(field, text, "");
    }

    void addHeading(SearchField field, String text, String article) {
      add(field, text, article);
      headings
          .computeIfAbsent(field, _ -> new ArrayList<>())
          .add(new Text(words(text), words(article).size()));
    }

    /** Adds a value that begins with an article. */
    void add(SearchField field, String text, String article) {
      texts
          .computeIfAbsent(field, _ -> new ArrayList<>())
          .add(new Text(words(text), words(article).size()));
    }
  }

  /**
   * A value.
   *
   * @param words its words
   * @param article how many of them are the article
   */
  record Text(List<String> words, int article) {

    /** What it files by. */
    String filing() {
      return String.join(" ", words.subList(article, words.size()));
    }
  }

  private static final String ALPHABET = " 0123456789abcdefghijklmnopqrstuvwxyzæøå";

  /** The order of the Danish alphabet, and of what is not in it by its number. */
  static final Comparator<String> FILING =
      (one, other) -> Arrays.compare(places(one), places(other));

  private static int[] places(String text) {
    return text.replace("aa", "å")
        .chars()
        .map(c -> ALPHABET.indexOf(c) < 0 ? ALPHABET.length() + c : ALPHABET.indexOf(c))
        .toArray();
  }

  private Oracle() {}

  static boolean isIn(SearchScope scope, Known record) {
    return switch (scope) {
      case OfTenant(var tenant) ->
          record.owner == tenant.value() || record.holders.contains(tenant.value());
      case Union(var tenants) ->
          record.owner == 0 || tenants.stream().anyMatch(t -> t.value() == record.owner);
    };
  }

  /** The terms of a field that a record has. */
  static Set<String> terms(SearchField field, Known record) {
    var texts = record.texts.getOrDefault(field, List.of());
    return switch (field) {
      case YEAR -> record.year == 0 ? Set.of() : Set.of(Integer.toString(record.year));
      case ISBN -> Set.copyOf(record.isbns);
      case ISSN -> Set.of();
      case NUMBER -> Set.copyOf(record.numbers);
      case ANY -> texts.stream().flatMap(text -> text.words().stream()).collect(Collectors.toSet());
      case TITLE, PERSONAL_NAME, AUTHOR, SUBJECT, PUBLISHER ->
          texts.stream().map(Text::filing).collect(Collectors.toSet());
    };
  }

  /** The values that a record is counted by. */
  static Set<String> values(FacetField field, Known record) {
    return switch (field) {
      case AUTHOR -> filing(SearchField.AUTHOR, record).collect(Collectors.toSet());
      case SUBJECT -> filing(SearchField.SUBJECT, record).collect(Collectors.toSet());
      case YEAR -> terms(SearchField.YEAR, record);
      case LANGUAGE -> record.year == 0 ? Set.of() : Set.of("dan");
      case MATERIAL -> Set.of("a/xx");
    };
  }

  /** The order that the keys of a sort tell. */
  static Comparator<Known> order(SortOrder order) {
    Comparator<Known> latestFirst =
        Comparator.comparingInt((Known record) -> record.year)
            .reversed()
            .thenComparingInt(record -> record.number);
    return order.keys().stream()
        .map(Oracle::order)
        .reduce(Comparator::thenComparing)
        .map(keys -> keys.thenComparing(latestFirst))
        .orElse(latestFirst);
  }

  private static Comparator<Known> order(SortOrder.Key key) {
    Comparator<Known> values =
        switch (key.field()) {
          case TITLE -> known(r -> filing(SearchField.TITLE, r).findFirst(), FILING, key);
          case AUTHOR -> known(r -> filing(SearchField.AUTHOR, r).findFirst(), FILING, key);
          case YEAR ->
              known(
                  r -> Optional.of(r.year).filter(year -> year != 0),
                  Comparator.<Integer>naturalOrder(),
                  key);
          case NUMBER -> known(r -> Optional.of(r.number), Comparator.<Integer>naturalOrder(), key);
        };
    return key.direction() == SortOrder.Direction.DESCENDING ? values.reversed() : values;
  }

  private static <T> Comparator<Known> known(
      Function<Known, Optional<T>> value, Comparator<T> order, SortOrder.Key key) {
    Comparator<@Nullable T> withMissing =
        key.missing() == SortOrder.Missing.LOWEST
            ? Comparator.nullsFirst(order)
            : Comparator.nullsLast(order);
    return (one, other) ->
        withMissing.compare(value.apply(one).orElse(null), value.apply(other).orElse(null));
  }

  private static Stream<String> filing(SearchField field, Known record) {
    return record.headings.getOrDefault(field, List.of()).stream().map(Text::filing);
  }

  static boolean matches(Query query, Known record) {
    return switch (query) {
      case Query.And(var left, var right) -> matches(left, record) && matches(right, record);
      case Query.Or(var left, var right) -> matches(left, record) || matches(right, record);
      case Query.AndNot(var left, var right) -> matches(left, record) && !matches(right, record);
      case Query.Term term -> matches(term, record);
    };
  }

  private static boolean matches(Query.Term term, Known record) {
    return switch (term.field()) {
      case YEAR -> year(term, record.year);
      case ISBN -> identifier(term, record.isbns);
      case ISSN -> false;
      case NUMBER -> identifier(term, record.numbers);
      case ANY, TITLE, PERSONAL_NAME, AUTHOR, SUBJECT, PUBLISHER -> text(term, record);
    };
  }

  private static boolean year(Query.Term term, int year) {
    var wanted = Integer.parseInt(term.text());
    return year != 0
        && switch (term.relation()) {
          case LESS -> year < wanted;
          case LESS_OR_EQUAL -> year <= wanted;
          case EQUAL -> year == wanted;
          case GREATER_OR_EQUAL -> year >= wanted;
          case GREATER -> year > wanted;
        };
  }

  private static boolean identifier(Query.Term term, List<String> identifiers) {
    var wanted = term.text().replace("-", "").replace(" ", "").toUpperCase(Locale.ROOT);
    return !wanted.isEmpty()
        && identifiers.stream().anyMatch(i -> fits(i, wanted, left(term), right(term)));
  }

  private static boolean text(Query.Term term, Known record) {
    var wanted = words(term.text());
    var texts = record.texts.getOrDefault(term.field(), List.of());
    if (wanted.isEmpty()) {
      return false;
    }
    if (term.match() == Match.WORDS && term.anchor() == Anchor.ANYWHERE) {
      return wanted.stream()
          .allMatch(word ->
              texts.stream()
                  .flatMap(t -> t.words().stream())
                  .anyMatch(w -> fits(w, word, left(term), right(term))));
    }
    return texts.stream()
        .anyMatch(t ->
            IntStream.rangeClosed(0, t.words().size() - wanted.size())
                .anyMatch(from -> standsAt(from, t, wanted, term)));
  }

  private static boolean standsAt(int from, Text text, List<String> wanted, Query.Term term) {
    if (term.anchor() != Anchor.ANYWHERE && from != 0 && from != text.article()) {
      return false;
    }
    var last = wanted.size() - 1;
    if (term.anchor() == Anchor.WHOLE_FIELD && from + last != text.words().size() - 1) {
      return false;
    }
    for (var i = 0; i <= last; i++) {
      var openLeft = i == 0 && left(term);
      var openRight = i == last && right(term);
      if (!fits(text.words().get(from + i), wanted.get(i), openLeft, openRight)) {
        return false;
      }
    }
    return true;
  }

  private static boolean fits(String word, String wanted, boolean openLeft, boolean openRight) {
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

  /** The words of a text of Danish, some foreign letters, and ideographs. */
  static List<String> words(String text) {
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
    for (var word : folded.toString().split("[^a-zæø0-9一-鿿]+", -1)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }
}
