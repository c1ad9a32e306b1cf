package org.samling.marc;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.Isbn;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordMaker;
import org.samling.core.catalogue.Work;
import org.samling.marc.mapping.MaterialCodes;
import org.samling.marc.text.BriefRecords;
import org.samling.marc.text.FieldList;

/**
 * Makes a MARC 21 record to RDA rules with ISBD punctuation, in ISO 2709 and UTF-8.
 *
 * <p>The same facts give the same bytes: there is no field 005, and the date entered on file in
 * field 008 is zeros. Control characters in a fact become blanks, and runs of white space become
 * one blank.
 *
 * <p>Safe for use by several threads.
 */
public final class MarcRecordMaker implements RecordMaker {

  /** Initial articles ignored in filing, by language. */
  private static final Map<String, List<String>> ARTICLES =
      Map.of(
          "dan", List.of("den ", "det ", "de ", "en ", "et "),
          "eng", List.of("the ", "an ", "a "));

  /** Makes a maker. */
  public MarcRecordMaker() {}

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if a fact is longer than a field of ISO 2709 may be (9,999
   *     bytes), all of them together are longer than a record may be (99,999 bytes), or the key has
   *     control characters
   */
  @Override
  public CatalogueRecord make(Work work) {
    checkKey(work);
    var codes = MaterialCodes.of(work.material());
    var leader = "00000n" + codes.leader() + " a2200000 i 4500";
    var fields = fields(work, codes).toList();
    var written = Iso2709Writer.write(new MarcContent(leader, fields));
    var content =
        new MarcContent(
            new String(written, 0, Iso2709Frames.LEADER, StandardCharsets.US_ASCII), fields);
    return new CatalogueRecord(
        work.key(),
        RecordFormat.MARC21,
        Bytes.of(written),
        content,
        BriefRecords.of(content, MarcFormat.MARC21));
  }

  private static void checkKey(Work work) {
    if (work.key().toString().chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "the key of a record must be free of control characters: " + work.key());
    }
  }

  private static FieldList fields(Work work, MaterialCodes codes) {
    var fields = new FieldList();
    fields.control("001", work.key().number());
    fields.control("003", work.key().source());
    fields.control("008", MaterialCodes.field008(work));
    isbn(fields, clean(work.isbn()));
    var source = work.key().source();
    fields.data("040", "  ", "a", source, "b", "dan", "e", "rda", "c", source);
    var isTranslation = work.originalTitle() != null;
    fields.data("041", isTranslation ? "1 " : "0 ", "a", clean(work.language()));
    var dk5 = clean(work.dk5());
    fields.data("084", "  ", "a", dk5, "2", dk5 == null ? null : "dk5");
    titles(fields, work);
    publication(fields, work);
    description(fields, codes);
    var series = Series.of(clean(work.series()));
    if (series != null) {
      fields.data("490", "1 ", "a", series.title(), "v", series.number());
    }
    for (var subject : work.subjects()) {
      fields.data("650", " 4", "a", clean(subject));
    }
    for (var contributor : work.contributors()) {
      person(fields, "700", contributor);
    }
    if (series != null) {
      fields.data("830", " 0", "a", series.title(), "v", series.number());
    }
    return fields;
  }

  private static void isbn(FieldList fields, @Nullable String isbn) {
    if (isbn != null) {
      var valid = Isbn.toIsbn13(isbn);
      fields.data("020", "  ", valid == null ? "z" : "a", valid == null ? isbn : valid);
    }
  }

  private static void titles(FieldList fields, Work work) {
    var author = clean(work.author());
    var original = clean(work.originalTitle());
    if (author != null) {
      person(fields, "100", author);
      // The language of the original is unknown, and so are its articles.
      fields.data("240", "10", "a", original);
    } else {
      fields.data("130", "0 ", "a", original);
    }
    var subtitle = clean(work.subtitle());
    var responsibility = author == null ? null : inNaturalOrder(author);
    var title = clean(work.title());
    var hasMainEntry = author != null || original != null;
    fields.data(
        "245",
        (hasMainEntry ? "1" : "0") + nonfiling(work),
        "a",
        title == null ? null : title + (subtitle != null ? " :" : mark(responsibility, " /")),
        "b",
        subtitle == null ? null : subtitle + mark(responsibility, " /"),
        "c",
        responsibility);
    fields.data("250", "  ", "a", clean(work.edition()));
  }

  private static void publication(FieldList fields, Work work) {
    var place = clean(work.place());
    var publisher = clean(work.publisher());
    var year = work.year() == null ? null : work.year().toString();
    fields.data(
        "264",
        " 1",
        "a",
        place == null ? null : place + (publisher != null ? " :" : mark(year, ",")),
        "b",
        publisher == null ? null : publisher + mark(year, ","),
        "c",
        year);
    fields.data("300", "  ", "a", clean(work.extent()));
  }

  private static void description(FieldList fields, MaterialCodes codes) {
    type(fields, "336", codes.content(), "rdacontent");
    type(fields, "337", codes.media(), "rdamedia");
    type(fields, "338", codes.carrier(), "rdacarrier");
  }

  private static void type(FieldList fields, String tag, MaterialCodes.Term term, String list) {
    fields.data(tag, "  ", "a", term.term(), "b", term.code(), "2", list);
  }

  /** A name "Surname, Forename", with a part after a semicolon. */
  private static void person(FieldList fields, String tag, String written) {
    var semicolon = written.indexOf(';');
    var name = clean(semicolon < 0 ? written : written.substring(0, semicolon));
    var part = semicolon < 0 ? null : clean(written.substring(semicolon + 1));
    if (name == null) {
      return;
    }
    var indicator = name.contains(",") ? "1 " : "0 ";
    fields.data(tag, indicator, "a", name + mark(part, ","), "e", part);
  }

  private static String inNaturalOrder(String name) {
    var comma = name.indexOf(',');
    return comma < 0
        ? name
        : (name.substring(comma + 1).strip() + " " + name.substring(0, comma)).strip();
  }

  /** The second indicator of field 245: the number of nonfiling characters (an initial article). */
  private static int nonfiling(Work work) {
    var title = String.valueOf(clean(work.title())).toLowerCase(Locale.ROOT);
    return ARTICLES.getOrDefault(work.language().toLowerCase(Locale.ROOT), List.of()).stream()
        .filter(title::startsWith)
        .mapToInt(String::length)
        .findFirst()
        .orElse(0);
  }

  private static String mark(@Nullable String following, String mark) {
    return following == null ? "" : mark;
  }

  private static @Nullable String clean(@Nullable String fact) {
    if (fact == null) {
      return null;
    }
    var text = fact.replaceAll("[\\p{Cc}\\s]+", " ").strip();
    return text.isEmpty() ? null : text;
  }

  /** A series and the number in it, written "Harry Potter ; 1". */
  private record Series(String title, @Nullable String number) {

    static @Nullable Series of(@Nullable String written) {
      if (written == null) {
        return null;
      }
      var semicolon = written.lastIndexOf(" ; ");
      return semicolon < 0
          ? new Series(written, null)
          : new Series(written.substring(0, semicolon) + " ;", written.substring(semicolon + 3));
    }
  }
}
