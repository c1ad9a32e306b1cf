package org.samling.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.samling.core.search.Query;
import org.samling.core.search.Query.Anchor;
import org.samling.core.search.Query.Match;
import org.samling.core.search.Query.Truncation;
import org.samling.core.search.SearchField;
import org.samling.core.search.SearchScope;
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

    Known(int number) {
      this.number = number;
    }

    void add(SearchField field, String text) {
      add(field, text, "");
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
  record Text(List<String> words, int article) {}

  private Oracle() {}

  static boolean isIn(SearchScope scope, Known record) {
    return switch (scope) {
      case OfTenant(var tenant) ->
          record.owner == tenant.value() || record.holders.contains(tenant.value());
      case Union(var tenants) ->
          record.owner == 0 || tenants.stream().anyMatch(t -> t.value() == record.owner);
    };
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
