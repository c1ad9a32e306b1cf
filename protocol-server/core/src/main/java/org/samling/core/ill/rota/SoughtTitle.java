package org.samling.core.ill.rota;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.BriefRecord;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.ill.rota.HoldingsLookUp.Hit;
import org.samling.core.ill.rota.LookedUp.Match;
import org.samling.core.search.Query;
import org.samling.core.search.Query.Term;
import org.samling.core.search.SearchField;

/**
 * A title as it is looked for; what is null is not known.
 *
 * @param published when it was published; the first year in it counts
 * @param number the number of its record in a catalogue
 */
public record SoughtTitle(
    @Nullable String title,
    @Nullable String author,
    @Nullable String published,
    @Nullable String isbn,
    @Nullable String issn,
    @Nullable String number) {

  private static final Pattern YEAR = Pattern.compile("(?<!\\d)[12]\\d{3}(?!\\d)");
  private static final Pattern NO_DIGIT = Pattern.compile("[^0-9X]");
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern SUBTITLE = Pattern.compile("\\s*[:;/=]\\s.*");

  private static final int ISBN_10 = 10;

  /**
   * How it is looked for: the first query that finds it is enough. Numbers come first, for they are
   * exact; a title is looked for by its words, with the author's.
   */
  public List<Query> queries() {
    var queries = new ArrayList<Query>();
    add(queries, SearchField.ISBN, isbn);
    add(queries, SearchField.ISSN, issn);
    add(queries, SearchField.NUMBER, number == null ? null : ownNumber(number));
    if (title != null && !words(title).isEmpty()) {
      Query words = Term.words(SearchField.TITLE, cut(mainTitle(title)));
      queries.add(
          author == null || words(author).isEmpty()
              ? words
              : new Query.And(words, Term.words(SearchField.AUTHOR, cut(surname(author)))));
    }
    return queries;
  }

  private static void add(List<Query> queries, SearchField field, @Nullable String text) {
    if (text != null && !text.isBlank()) {
      queries.add(Term.words(field, cut(text)));
    }
  }

  private static String cut(String text) {
    return text.length() > Query.MAX_TEXT ? text.substring(0, Query.MAX_TEXT) : text;
  }

  /** The ISSNs of a record, as {@link Hit} has them; their field is the same in danMARC2. */
  public static Set<String> issns(MarcContent content) {
    return Stream.of("022", "011")
        .flatMap(content::dataFields)
        .flatMap(field -> field.values('a'))
        .map(SoughtTitle::digits)
        .collect(Collectors.toSet());
  }

  /** By what a record is this title, or null where it is another. */
  public @Nullable Match match(Hit hit) {
    var brief = hit.brief();
    if (isbn != null && brief.isbns().contains(isbn13(isbn))) {
      return Match.ISBN;
    }
    if (issn != null && hit.issns().contains(digits(issn))) {
      return Match.ISSN;
    }
    if (number != null
        && (number.equals(hit.key().toString()) || number.equals(hit.key().number()))) {
      return Match.NUMBER;
    }
    return title != null && isTitle(title, brief) ? Match.TITLE : null;
  }

  private boolean isTitle(String sought, BriefRecord brief) {
    return isSame(sought, brief.title()) && isAuthor(brief.author()) && isYear(brief.year());
  }

  /** Whether titles are the same; a subtitle that one of them lacks does not matter. */
  private static boolean isSame(String one, String other) {
    var ours = words(one);
    var theirs = words(other);
    return !ours.isEmpty()
        && (ours.equals(theirs)
            || ours.equals(words(mainTitle(other)))
            || words(mainTitle(one)).equals(theirs));
  }

  private static String mainTitle(String title) {
    var main = SUBTITLE.matcher(title).replaceFirst("");
    return words(main).isEmpty() ? title : main;
  }

  /** What stands before the comma; where there is none, the last word. */
  private static String surname(String author) {
    var comma = author.indexOf(',');
    var words = author.strip().split("\\s+", -1);
    return comma > 0 ? author.substring(0, comma) : words[words.length - 1];
  }

  /** Names are the same in any order, and an initial is a name that begins with it. */
  private boolean isAuthor(@Nullable String other) {
    if (author == null || other == null) {
      return true;
    }
    var ours = words(author);
    var theirs = words(other);
    return isWithin(ours, theirs) || isWithin(theirs, ours);
  }

  private static boolean isWithin(List<String> few, List<String> many) {
    return !few.isEmpty()
        && few.stream()
            .allMatch(name ->
                many.stream()
                    .anyMatch(other ->
                        other.equals(name)
                            || (name.length() == 1 && other.startsWith(name))
                            || (other.length() == 1 && name.startsWith(other))));
  }

  private boolean isYear(@Nullable String other) {
    var ours = year(published);
    var theirs = year(other);
    return ours == null || theirs == null || ours.equals(theirs);
  }

  private static @Nullable String year(@Nullable String text) {
    var found = text == null ? null : YEAR.matcher(text);
    return found != null && found.find() ? found.group() : null;
  }

  /** The words of a text, without case and diacritics; å is aa, as in catalogues of both. */
  private static List<String> words(String text) {
    var plain =
        MARKS
            .matcher(
                Normalizer.normalize(
                    Normalizer.normalize(text, Normalizer.Form.NFC)
                        .toLowerCase(Locale.ROOT)
                        .replace("å", "aa")
                        .replace("ä", "æ")
                        .replace("ö", "ø"),
                    Normalizer.Form.NFD))
            .replaceAll("");
    return Arrays.stream(NO_WORD.split(plain, -1)).filter(word -> !word.isEmpty()).toList();
  }

  /** A number without the agency before it, which other catalogues don't know. */
  private static String ownNumber(String number) {
    return number.substring(number.indexOf(':') + 1);
  }

  private static String digits(String number) {
    return NO_DIGIT.matcher(number.toUpperCase(Locale.ROOT)).replaceAll("");
  }

  /** An ISBN as records have it: with 13 digits. */
  private static String isbn13(String isbn) {
    var digits = digits(isbn);
    if (digits.length() != ISBN_10) {
      return digits;
    }
    var first = "978" + digits.substring(0, ISBN_10 - 1);
    var sum = 0;
    for (var i = 0; i < first.length(); i++) {
      sum += (first.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
    }
    return first + (10 - sum % 10) % 10;
  }
}
