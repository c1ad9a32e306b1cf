package org.samling.marc.text;

import java.text.Normalizer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.BriefRecord;
import org.samling.core.catalogue.Isbn;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcFormat;

/**
 * Extracts a record's brief display; of an authority record, its heading and the form in which that
 * is shown as an author: its texts are in Unicode's composed form (NFC), without control characters
 * (including the non-sorting marks U+0098 and U+009C) and without ISBD's punctuation between
 * elements.
 */
public final class BriefRecords {

  private static final String UNTITLED = "[uden titel]";

  /** Longer texts are truncated: a kiosk shows forty characters of a title. */
  private static final int MAX_LENGTH = 1000;

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\t\\n\\r]]");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  /** A full stop that belongs to the text: an initial, or an ellipsis. */
  private static final Pattern OWN_STOP = Pattern.compile("(^|[\\s.\\-(])\\p{Lu}\\.$|\\.\\.$");

  private static final List<String> OTHER_TITLES = List.of("240", "246", "222", "210");
  private static final List<String> HOLDING_TEXTS = List.of("852", "866", "867", "868");

  private BriefRecords() {}

  /** The brief display of a record. */
  public static BriefRecord of(MarcContent content, MarcFormat format) {
    return switch (format) {
      case MARC21 -> marc21(content);
      case UNIMARC -> UnimarcBriefs.of(content);
      case DANMARC2 -> Danmarc2Briefs.of(content);
    };
  }

  /** The brief display made of these parts; empty texts count as missing. */
  static BriefRecord fromParts(
      Stream<String> titles, Stream<String> authors, Stream<String> years, Stream<String> isbns) {
    return new BriefRecord(
        first(titles.map(BriefRecords::clean)).orElse(UNTITLED),
        first(authors.map(BriefRecords::clean)).orElse(null),
        first(years.map(BriefRecords::clean)).orElse(null),
        isbns.map(Isbn::toIsbn13).filter(Objects::nonNull).distinct().toList());
  }

  private static Optional<String> first(Stream<String> texts) {
    return texts.filter(text -> !text.isEmpty()).findFirst().map(BriefRecords::cut);
  }

  private static BriefRecord marc21(MarcContent content) {
    var type = content.leader().charAt(6);
    var bibliographic = "zuvxyqw".indexOf(type) < 0;
    var title = title(content);
    return new BriefRecord(
        cut(title),
        bibliographic || type == 'z' ? author(content) : null,
        bibliographic ? year(content) : null,
        isbns(content));
  }

  private static String title(MarcContent content) {
    return Stream.of(
            content.dataFields("245").map(BriefRecords::titleProper),
            headings(content),
            OTHER_TITLES.stream().flatMap(content::dataFields).map(f -> joined(f, "abnp")),
            HOLDING_TEXTS.stream().flatMap(content::dataFields).map(f -> joined(f, "abchi")))
        .flatMap(texts -> texts)
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse(UNTITLED);
  }

  /** Subfields a, b, n and p of field 245, with ISBD punctuation where the record has none. */
  private static String titleProper(DataField field) {
    var title = new StringBuilder();
    for (var subfield : field.subfields()) {
      var value = clean(subfield.value());
      if ("abnp".indexOf(subfield.code()) < 0 || value.isEmpty()) {
        continue;
      }
      if (!title.isEmpty()) {
        var punctuated = ":;=/.,".indexOf(title.charAt(title.length() - 1)) >= 0;
        title.append(punctuated ? " " : subfield.code() == 'b' ? " : " : ". ");
      }
      title.append(value);
    }
    return withoutIsbd(title.toString());
  }

  /** The heading of an authority record, or the main entry of any other record. */
  private static Stream<String> headings(MarcContent content) {
    return content.fields().stream()
        .filter(DataField.class::isInstance)
        .map(DataField.class::cast)
        .filter(f -> f.tag().startsWith("1"))
        .map(f -> joined(f, "abcdfghjklmnopqrstvxyz"));
  }

  private static @Nullable String author(MarcContent content) {
    return Stream.of("100", "110", "111", "700")
        .flatMap(content::dataFields)
        .map(f -> joined(f, f.tag().equals("111") ? "a" : "ab"))
        .filter(text -> !text.isEmpty())
        .findFirst()
        .map(BriefRecords::cut)
        .orElse(null);
  }

  private static @Nullable String year(MarcContent content) {
    return Stream.of(
            content.dataFields("264").filter(f -> f.indicator2() == '1'),
            content.dataFields("260"),
            content.dataFields("264"))
        .flatMap(fields -> fields)
        .flatMap(f -> f.values('c'))
        .map(text -> withoutIsbd(clean(text)))
        .filter(text -> !text.isEmpty())
        .findFirst()
        .or(() -> codedYear(content))
        .map(BriefRecords::cut)
        .orElse(null);
  }

  /** Date 1 of field 008, positions 07-10, if it is a year. */
  private static Optional<String> codedYear(MarcContent content) {
    return content
        .controlFields("008")
        .filter(text -> text.length() > 10)
        .map(text -> text.substring(7, 11))
        .filter(text -> text.chars().allMatch(c -> c >= '0' && c <= '9'))
        .findFirst();
  }

  private static List<String> isbns(MarcContent content) {
    return content
        .dataFields("020")
        .flatMap(f -> f.values('a'))
        .map(Isbn::toIsbn13)
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  private static String joined(DataField field, String codes) {
    var text = new StringBuilder();
    for (var subfield : field.subfields()) {
      if (codes.indexOf(subfield.code()) >= 0 && !subfield.value().isBlank()) {
        text.append(text.isEmpty() ? "" : " ").append(subfield.value());
      }
    }
    return withoutIsbd(clean(text.toString()));
  }

  private static String clean(String text) {
    var visible = CONTROL.matcher(text).replaceAll("");
    return Normalizer.normalize(
        SPACE.matcher(visible).replaceAll(" ").strip(), Normalizer.Form.NFC);
  }

  /** A text without trailing ISBD punctuation. */
  public static String withoutIsbd(String text) {
    var end = text.length();
    while (end > 0 && " /:;=,".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    var trimmed = text.substring(0, end);
    return trimmed.endsWith(".") && !OWN_STOP.matcher(trimmed).find()
        ? trimmed.substring(0, end - 1).stripTrailing()
        : trimmed;
  }

  private static String cut(String text) {
    if (text.length() <= MAX_LENGTH) {
      return text;
    }
    var end =
        Character.isHighSurrogate(text.charAt(MAX_LENGTH - 2)) ? MAX_LENGTH - 2 : MAX_LENGTH - 1;
    return text.substring(0, end) + "…";
  }
}
