package org.samling.core.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.Query.Anchor;
import org.samling.core.search.Query.Match;
import org.samling.core.search.Query.Relation;
import org.samling.core.search.Query.Truncation;

/** Makes records and queries from a small vocabulary, so that they often meet. */
final class MadeUpCatalogue {

  static final int TENANTS = 5;

  private static final String[] SYLLABLES = {
    "ba", "by", "bå", "dra", "fæ", "fø", "gra", "hav", "kaa", "kö", "lé", "lä", "mor", "næs", "ra",
    "skå", "strøm", "sø", "vig", "ü", "aa", "ß"
  };
  private static final String[] ARTICLES = {"Den ", "Det ", "En ", "De "};
  private static final String[] BETWEEN = {" ", " ", " ", ", ", " - ", "-", ": ", "/"};

  private final Random random;
  private final List<String> vocabulary = new ArrayList<>();

  /** A record, as it is indexed and as it is known. */
  record Made(TestRecord record, Oracle.Known known) {}

  MadeUpCatalogue(long seed) {
    random = new Random(seed);
    for (var i = 0; i < 150; i++) {
      var word = new StringBuilder();
      for (var n = 1 + random.nextInt(3); n > 0; n--) {
        word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
      }
      vocabulary.add(word.toString());
    }
    vocabulary.addAll(List.of("den", "det", "d'or", "o’neill", "1900", "海", "海辺", "辺", "2000"));
  }

  Made record(int number) {
    var record = TestRecord.of(number);
    var known = new Oracle.Known(number);
    addPlace(record, known);
    addNumbers(number, record, known);
    addTitle(record, known);
    for (var n = random.nextInt(3); n > 0; n--) {
      addPerson(random.nextBoolean() ? "700" : "100", record, known);
    }
    for (var n = random.nextInt(3); n > 0; n--) {
      addSubject(record, known);
    }
    if (random.nextInt(3) == 0) {
      var publisher = text(2);
      var place = text(1);
      record.field("264", " 1", "a", place, "b", publisher);
      known.add(SearchField.PUBLISHER, publisher);
      known.add(SearchField.ANY, place + " " + publisher);
    }
    if (random.nextInt(4) == 0) {
      var note = text(8);
      record.field("500", "  ", "a", note);
      known.add(SearchField.ANY, note);
    }
    return new Made(record, known);
  }

  private void addPlace(TestRecord record, Oracle.Known known) {
    if (random.nextInt(4) == 0) {
      known.owner = tenant();
      record.ownedBy(known.owner);
    }
    for (var n = random.nextInt(3); n > 0; n--) {
      var holder = tenant();
      known.holders.add(holder);
      record.heldBy(holder);
    }
    if (random.nextInt(10) > 0) {
      known.year = 1900 + random.nextInt(120);
      record.year(Integer.toString(known.year));
      known.add(SearchField.ANY, Integer.toString(known.year));
    }
  }

  private void addNumbers(int number, TestRecord record, Oracle.Known known) {
    known.numbers.add("5" + number);
    known.numbers.add("870970:5" + number);
    known.add(SearchField.ANY, "870970 5 " + number);
    if (random.nextInt(3) == 0) {
      var isbn = Isbns.random(random);
      record.field("020", "  ", "a", isbn.written());
      known.isbns.add(isbn.ten());
      known.isbns.add(isbn.thirteen());
      known.add(SearchField.ANY, isbn.written());
      known.add(SearchField.ANY, isbn.ten());
      known.add(SearchField.ANY, isbn.thirteen());
    }
  }

  private void addTitle(TestRecord record, Oracle.Known known) {
    var article = random.nextInt(3) == 0 ? ARTICLES[random.nextInt(ARTICLES.length)] : "";
    var title = article + text(4);
    if (random.nextInt(8) == 0) {
      record.field("245", "1" + article.length(), "a", title);
      known.addHeading(SearchField.TITLE, title, article);
      known.add(SearchField.ANY, title);
      return;
    }
    var rest = text(3);
    record.field("245", "1" + article.length(), "a", title, "b", rest, "c", "");
    known.add(SearchField.TITLE, title, article);
    known.addHeading(SearchField.TITLE, title + " " + rest, article);
    known.add(SearchField.ANY, title + " " + rest);
  }

  private void addPerson(String tag, TestRecord record, Oracle.Known known) {
    var name = word() + ", " + word();
    var dates = "1900-" + random.nextInt(100);
    record.field(tag, "1 ", "a", name, "d", dates);
    for (var field : List.of(SearchField.PERSONAL_NAME, SearchField.AUTHOR)) {
      known.add(field, name);
      known.addHeading(field, name + " " + dates);
    }
    known.add(SearchField.ANY, name + " " + dates);
  }

  private void addSubject(TestRecord record, Oracle.Known known) {
    var first = text(2);
    var second = text(1);
    if (random.nextBoolean()) {
      record.field("650", " 4", "a", first, "x", second, "2", word());
      known.add(SearchField.SUBJECT, first);
      known.addHeading(SearchField.SUBJECT, first + " " + second);
    } else {
      record.field("653", "  ", "a", first, "a", second);
      known.addHeading(SearchField.SUBJECT, first);
      known.addHeading(SearchField.SUBJECT, second);
    }
    known.add(SearchField.ANY, first + " " + second);
  }

  SearchScope scope() {
    var tenant = new TenantId(tenant());
    return switch (random.nextInt(3)) {
      case 0 -> new SearchScope.OfTenant(tenant);
      case 1 -> new SearchScope.Union(Set.of());
      default -> new SearchScope.Union(Set.of(tenant, new TenantId(TENANTS + 1)));
    };
  }

  Query query(int depth) {
    if (depth == 0 || random.nextInt(3) == 0) {
      return term();
    }
    var left = query(depth - 1);
    var right = query(depth - 1);
    return switch (random.nextInt(4)) {
      case 0 -> new Query.And(left, right);
      case 1 -> new Query.AndNot(left, right);
      default -> new Query.Or(left, right);
    };
  }

  ScanRequest scan() {
    return new ScanRequest(
        any(SearchField.values()),
        random.nextInt(10) == 0 ? "" : any(text(2), "19" + random.nextInt(130), "978"),
        random.nextInt(30),
        random.nextInt(30),
        random.nextInt(3) == 0 ? random.nextInt(20) : 0);
  }

  SortOrder order() {
    var keys = new ArrayList<SortOrder.Key>();
    for (var n = random.nextInt(4); n > 0; n--) {
      keys.add(
          new SortOrder.Key(
              any(SortOrder.SortField.values()),
              any(SortOrder.Direction.values()),
              any(SortOrder.Missing.LOWEST, SortOrder.Missing.HIGHEST)));
    }
    return new SortOrder(keys);
  }

  private Query.Term term() {
    var field = any(SearchField.values());
    if (field == SearchField.YEAR) {
      var year = Integer.toString(1895 + random.nextInt(130));
      return new Query.Term(
          field, any(Relation.values()), Match.WORDS, Anchor.ANYWHERE, Truncation.NONE, year);
    }
    var truncation = any(Truncation.values());
    var text =
        switch (field) {
          case ISBN, ISSN -> part(Isbns.random(random).written(), truncation);
          case NUMBER -> part(any("5", "870970:5-") + random.nextInt(3_000), truncation);
          default -> wanted(truncation);
        };
    return new Query.Term(
        field, Relation.EQUAL, any(Match.values()), any(Anchor.values()), truncation, text);
  }

  private String wanted(Truncation truncation) {
    if (random.nextInt(40) == 0) {
      return " - ";
    }
    var text = random.nextInt(3) == 0 ? any(ARTICLES) + word() : text(2);
    return part(text, truncation);
  }

  /** Leaves something away at the ends that are open. */
  private String part(String text, Truncation truncation) {
    var open = Math.min(3, text.length() / 2);
    var begin =
        truncation == Truncation.LEFT || truncation == Truncation.BOTH
            ? random.nextInt(open + 1)
            : 0;
    var end =
        truncation == Truncation.RIGHT || truncation == Truncation.BOTH
            ? random.nextInt(open + 1)
            : 0;
    return text.substring(begin, Math.max(begin, text.length() - end));
  }

  private String text(int most) {
    var text = new StringBuilder(word());
    for (var n = random.nextInt(most); n > 0; n--) {
      text.append(any(BETWEEN)).append(word());
    }
    return text.toString();
  }

  /** A word in one of the ways to write it. */
  private String word() {
    var word = vocabulary.get(random.nextInt(vocabulary.size()));
    return switch (random.nextInt(8)) {
      case 0 -> word.toUpperCase(Locale.ROOT);
      case 1 -> Normalizer.normalize(word, Normalizer.Form.NFD);
      case 2 -> word.replace("å", "aa");
      case 3 -> word.replace("aa", "å");
      case 4 -> word.replace("ö", "ø").replace("ä", "æ");
      default -> word;
    };
  }

  private int tenant() {
    return 1 + random.nextInt(TENANTS);
  }

  @SafeVarargs
  private <T> T any(T... values) {
    return values[random.nextInt(values.length)];
  }
}
