package org.samling.core.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.Query.Anchor;
import org.samling.core.search.Query.Match;
import org.samling.core.search.Query.Relation;
import org.samling.core.search.Query.Truncation;

/** Generates records and queries from a small vocabulary, so that queries often match. */
final class GeneratedCatalogue {

  static final int TENANTS = 5;

  private static final String[] SYLLABLES = {
    "ba", "by", "bå", "dra", "fæ", "fø", "gra", "hav", "kaa", "kö", "lé", "lä", "mor", "næs", "ra",
    "skå", "strøm", "sø", "vig", "ü", "aa", "ß"
  };
  private static final String[] ARTICLES = {"Den ", "Det ", "En ", "De "};
  private static final String[] BETWEEN = {" ", " ", " ", ", ", " - ", "-", ": ", "/"};

  private final Random random;
  private final List<String> vocabulary = new ArrayList<>();

  /** A record in two forms: as it is indexed, and as the oracle knows it. */
  record GeneratedRecord(TestRecord record, Oracle.KnownRecord known) {}

  GeneratedCatalogue(long seed) {
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

  GeneratedRecord record(int number) {
    var record = TestRecord.of(number);
    var known = new Oracle.KnownRecord(number);
    addPlace(record, known);
    addMaterial(record, known);
    addNumbers(number, record, known);
    addTitle(record, known);
    for (var n = random.nextInt(3); n > 0; n--) {
      addName(any(NAMES), record, known);
    }
    for (var n = random.nextInt(3); n > 0; n--) {
      addSubject(record, known);
    }
    if (random.nextInt(3) == 0) {
      var publisher = text(2);
      var place = text(1);
      record.field("264", " 1", "a", place, "b", publisher);
      known.add(SearchField.PUBLISHER, publisher);
      known.add(SearchField.PLACE, place);
      known.add(SearchField.ANY, place + " " + publisher);
    }
    if (random.nextInt(4) == 0) {
      var note = text(8);
      var isAbstract = random.nextBoolean();
      record.field(isAbstract ? "520" : "500", "  ", "a", note);
      known.add(isAbstract ? SearchField.ABSTRACT : SearchField.OTHER_NOTE, note);
      known.add(SearchField.ANY, note);
    }
    if (random.nextInt(4) == 0) {
      addOtherTitle(any(OTHER_TITLES), record, known);
    }
    addIdentifiers(record, known);
    return new GeneratedRecord(record, known);
  }

  private void addPlace(TestRecord record, Oracle.KnownRecord known) {
    if (random.nextInt(4) == 0) {
      known.owner = tenant();
      record.ownedBy(known.owner);
      if (random.nextInt(4) == 0) {
        record.layer();
        known.isLayer = true;
      }
    }
    for (var n = random.nextInt(3); n > 0; n--) {
      var holder = tenant();
      known.holders.add(holder);
      record.localTo(holder);
    }
    if (random.nextInt(10) > 0) {
      known.year = 1900 + random.nextInt(120);
      record.year(Integer.toString(known.year));
      known.dates.put(SearchField.DATE_ENTERED, "20250101");
      known.addIdentifier(SearchField.LANGUAGE, "DAN");
      known.add(SearchField.ANY, Integer.toString(known.year));
    }
  }

  private static void addMaterial(TestRecord record, Oracle.KnownRecord known) {
    record.field("336", "  ", "b", "txt");
    known.addIdentifier(SearchField.CONTENT_TYPE, "TXT");
    known.add(SearchField.ANY, "txt");
    for (var code : List.of("A", "XX", "A/XX")) {
      known.addIdentifier(SearchField.MATERIAL, code);
    }
  }

  private void addNumbers(int number, TestRecord record, Oracle.KnownRecord known) {
    known.addIdentifier(SearchField.NUMBER, "5" + number);
    known.addIdentifier(SearchField.NUMBER, "870970:5" + number);
    known.add(SearchField.ANY, "870970 5 " + number);
    if (random.nextInt(3) == 0) {
      var isbn = Isbns.random(random);
      record.field("020", "  ", "a", isbn.written());
      known.addIdentifier(SearchField.ISBN, isbn.ten());
      known.addIdentifier(SearchField.ISBN, isbn.thirteen());
      known.add(SearchField.ANY, isbn.written());
      known.add(SearchField.ANY, isbn.ten());
      known.add(SearchField.ANY, isbn.thirteen());
    }
  }

  private void addTitle(TestRecord record, Oracle.KnownRecord known) {
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

  /** A field of a name. */
  private record NameField(String tag, SearchField field) {}

  private static final NameField[] NAMES = {
    new NameField("100", SearchField.PERSONAL_AUTHOR),
    new NameField("700", SearchField.PERSONAL_AUTHOR),
    new NameField("600", SearchField.OTHER_PERSON),
    new NameField("110", SearchField.CORPORATE_AUTHOR),
    new NameField("610", SearchField.OTHER_BODY),
    new NameField("711", SearchField.CONFERENCE_AUTHOR),
    new NameField("611", SearchField.OTHER_CONFERENCE)
  };

  private void addName(NameField of, TestRecord record, Oracle.KnownRecord known) {
    var name = word() + ", " + word();
    var dates = "1900-" + random.nextInt(100);
    if (of.tag().equals("700")) {
      record.field(of.tag(), "1 ", "a", name, "d", dates, "4", "edt");
      known.add(SearchField.EDITOR, name);
      known.add(SearchField.EDITOR, name + " " + dates);
    } else {
      record.field(of.tag(), "1 ", "a", name, "d", dates);
    }
    known.add(of.field(), name);
    known.addHeading(of.field(), name + " " + dates);
    if (of.tag().startsWith("6")) {
      known.add(SearchField.SUBJECT, name);
      known.addHeading(SearchField.SUBJECT, name + " " + dates);
    }
    known.add(SearchField.ANY, name + " " + dates);
  }

  /** A field of a title other than the title proper. */
  private record TitleField(String tag, SearchField field) {}

  private static final TitleField[] OTHER_TITLES = {
    new TitleField("490", SearchField.SERIES),
    new TitleField("240", SearchField.UNIFORM_TITLE),
    new TitleField("222", SearchField.KEY_TITLE)
  };

  private void addOtherTitle(TitleField of, TestRecord record, Oracle.KnownRecord known) {
    var title = text(3);
    record.field(of.tag(), " 0", "a", title);
    known.add(of.field(), title);
    known.add(SearchField.TITLE, title);
    known.add(SearchField.ANY, title);
  }

  /** A field of identifiers. */
  private record IdentifierField(String tag, SearchField field, boolean isText) {}

  private static final IdentifierField[] IDENTIFIERS = {
    new IdentifierField("010", SearchField.LCCN, false),
    new IdentifierField("015", SearchField.NATIONAL_NUMBER, false),
    new IdentifierField("024", SearchField.OTHER_IDENTIFIER, true),
    new IdentifierField("028", SearchField.PUBLISHER_NUMBER, true),
    new IdentifierField("043", SearchField.AREA, false),
    new IdentifierField("050", SearchField.LC_CLASS, true),
    new IdentifierField("060", SearchField.NLM_CLASS, true),
    new IdentifierField("070", SearchField.NAL_CLASS, true),
    new IdentifierField("080", SearchField.UDC, true),
    new IdentifierField("082", SearchField.DEWEY, true),
    new IdentifierField("084", SearchField.LOCAL_CLASS, true),
    new IdentifierField("099", SearchField.CALL_NUMBER, true)
  };

  private void addIdentifiers(TestRecord record, Oracle.KnownRecord known) {
    for (var n = random.nextInt(4); n > 0; n--) {
      var of = any(IDENTIFIERS);
      var written = identifier();
      record.field(of.tag(), "  ", "a", written);
      known.addIdentifier(of.field(), written.replace(" ", ""));
      if (of.isText()) {
        known.add(SearchField.ANY, written);
      }
    }
    if (random.nextInt(4) == 0) {
      var date = "%d%02d%02d".formatted(1990 + random.nextInt(30), 1 + random.nextInt(12), 1);
      record.modified(date + "120000.0");
      known.dates.put(SearchField.DATE_MODIFIED, date);
    }
  }

  private String identifier() {
    return any("7", "78", "A ") + random.nextInt(30);
  }

  private void addSubject(TestRecord record, Oracle.KnownRecord known) {
    var first = text(2);
    var second = text(1);
    if (random.nextBoolean()) {
      var vocabulary =
          any(
              SearchField.SUBJECT,
              SearchField.MESH_SUBJECT,
              SearchField.MESH_SUBJECT,
              SearchField.LC_SUBJECT,
              SearchField.LC_SUBJECT);
      record.field(
          "650",
          vocabulary == SearchField.SUBJECT
              ? " 4"
              : vocabulary == SearchField.MESH_SUBJECT ? " 2" : " 0",
          "a",
          first,
          "x",
          second,
          "2",
          word());
      if (vocabulary != SearchField.SUBJECT) {
        known.add(vocabulary, first);
        known.add(vocabulary, first + " " + second);
      }
      known.add(SearchField.SUBJECT, first);
      known.add(SearchField.SUBJECT_SUBDIVISION, second);
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
      return switch (random.nextInt(8)) {
        case 0 -> near(any(WORDS), 2);
        case 1 -> new Query.Known(any(SearchField.values()));
        default -> term();
      };
    }
    var left = query(depth - 1);
    var right = query(depth - 1);
    return switch (random.nextInt(4)) {
      case 0 -> new Query.And(left, right);
      case 1 -> new Query.AndNot(left, right);
      default -> new Query.Or(left, right);
    };
  }

  private Query.Proximity near(SearchField field, int depth) {
    var isOfWords = random.nextInt(4) > 0;
    return new Query.Proximity(
        operand(field, depth - 1),
        operand(field, depth - 1),
        isOfWords ? Query.Unit.WORD : Query.Unit.VALUE,
        isOfWords ? any(Relation.values()) : Relation.EQUAL,
        isOfWords ? random.nextInt(5) : 0,
        random.nextBoolean());
  }

  private Query.Operand operand(SearchField field, int depth) {
    if (depth > 0 && random.nextInt(4) == 0) {
      return near(field, depth);
    }
    var truncation = any(Truncation.values());
    return new Query.Term(
        field,
        Relation.EQUAL,
        any(Match.WORDS, Match.PHRASE),
        Anchor.ANYWHERE,
        truncation,
        part(random.nextInt(4) == 0 ? text(2) : word(), truncation));
  }

  /** The most common searches, which find something. */
  private static final SortOrder.SortField[] SORTED = {
    SortOrder.SortField.TITLE,
    SortOrder.SortField.AUTHOR,
    SortOrder.SortField.YEAR,
    SortOrder.SortField.NUMBER
  };

  private static final SearchField[] USUAL = {
    SearchField.ANY, SearchField.TITLE, SearchField.AUTHOR, SearchField.NAME, SearchField.SUBJECT
  };

  private static final SearchField[] WORDS =
      Stream.of(SearchField.values())
          .filter(field -> field.kind() == SearchField.Kind.WORDS)
          .toArray(SearchField[]::new);

  private static final SearchField[] LISTED =
      Stream.of(SearchField.values()).filter(SearchField::isListed).toArray(SearchField[]::new);

  ScanRequest scan() {
    return new ScanRequest(
        any(LISTED),
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
              any(SORTED),
              any(SortOrder.Direction.values()),
              any(SortOrder.Missing.LOWEST, SortOrder.Missing.HIGHEST)));
    }
    return new SortOrder(keys);
  }

  private Query.Term term() {
    var field = random.nextInt(5) < 3 ? any(USUAL) : any(SearchField.values());
    var truncation = field.isOrdered() ? Truncation.NONE : any(Truncation.values());
    var text =
        switch (field.kind()) {
          case YEAR -> Integer.toString(1895 + random.nextInt(130));
          case DATE -> any("2025", "20250101", "1990", "1999-02", "2004-05-01", "200506");
          case IDENTIFIER -> part(identifier(field), truncation);
          case WORDS -> wanted(truncation);
        };
    if (field.isOrdered()) {
      return new Query.Term(
          field, any(Relation.values()), Match.WORDS, Anchor.ANYWHERE, truncation, text);
    }
    return new Query.Term(
        field,
        Relation.EQUAL,
        any(Match.WORDS, Match.PHRASE),
        any(Anchor.values()),
        truncation,
        text);
  }

  private String identifier(SearchField field) {
    return switch (field) {
      case ISBN, ISSN -> Isbns.random(random).written();
      case NUMBER -> any("5", "870970:5-") + random.nextInt(3_000);
      case MATERIAL -> any("a", "xx", "a/xx", "m");
      case CONTENT_TYPE -> any("txt", "b");
      case LANGUAGE -> any("dan", "eng");
      default -> identifier();
    };
  }

  private String wanted(Truncation truncation) {
    if (random.nextInt(40) == 0) {
      return " - ";
    }
    var text = random.nextInt(3) == 0 ? any(ARTICLES) + word() : text(2);
    return part(text, truncation);
  }

  /** Drops letters at the ends that are truncated. */
  private String part(String text, Truncation truncation) {
    if (truncation == Truncation.MASKED) {
      return masked(text);
    }
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

  /** Masks one or more letters. */
  private String masked(String written) {
    var text = Normalizer.normalize(written, Normalizer.Form.NFC);
    var at = random.nextInt(text.length());
    var mask = any("*", "?", "?*");
    var after = Math.min(text.length(), at + (mask.equals("*") ? random.nextInt(3) : 1));
    return text.substring(0, at) + mask + text.substring(after);
  }

  private String text(int most) {
    var text = new StringBuilder(word());
    for (var n = random.nextInt(most); n > 0; n--) {
      text.append(any(BETWEEN)).append(word());
    }
    return text.toString();
  }

  /** A word in one of its spellings. */
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
