package org.samling.exchange.generate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.exchange.generate.Publication.Kind;
import org.samling.exchange.generate.Publication.Person;

/** Writes a publication in danMARC2; its items in field 096, as local systems do. */
final class Danmarc2Publication {

  private static final String LEADER = "00000c    2200000   45  ";
  private static final String NONE = "00";

  /** Encloses non-filing characters (ISO 6630). */
  private static final char NON_FILING = '\u0098';

  private static final char FILING_AGAIN = '\u009c';

  private Danmarc2Publication() {}

  static MarcContent of(Publication p, String source) {
    var fields = new Fields();
    fields.data(
        "001",
        NONE,
        "a",
        p.number(),
        "b",
        source,
        "c",
        "20261101120000",
        "d",
        "20261101",
        "f",
        "a");
    fields.data("004", NONE, "r", "n", "a", "e");
    fields.data(
        "008",
        NONE,
        "t",
        p.kind() == Kind.PERIODICAL ? "p" : "m",
        "u",
        "f",
        "a",
        Integer.toString(p.year()),
        "b",
        p.language().danishCountry(),
        "l",
        p.language().code(),
        "v",
        "0");
    fields.data("009", NONE, "a", p.kind().general(), "g", p.kind().specific());
    fields.data("021", NONE, "e", p.isbn());
    if (p.originalTitle() != null) {
      fields.data("041", NONE, "a", p.language().code(), "c", "eng");
    }
    person(fields, "100", p.author());
    fields.data("241", NONE, "a", p.originalTitle());
    var author = p.author();
    fields.data(
        "245",
        NONE,
        "a",
        p.article().isEmpty() ? p.title() : NON_FILING + p.article() + FILING_AGAIN + p.title(),
        "c",
        p.remainder(),
        "e",
        author == null ? null : author.given() + " " + author.family());
    fields.data("250", NONE, "a", p.edition());
    fields.data("260", NONE, "a", p.place(), "b", p.publisher(), "c", Integer.toString(p.year()));
    fields.data("300", NONE, "a", p.extent());
    if (p.series() != null) {
      fields.data("440", NONE, "a", p.series(), "v", Integer.toString(p.volume()));
    }
    fields.data("504", NONE, "a", p.summary());
    p.notes().forEach(n -> fields.data("512", NONE, "a", n));
    fields.subfields(
        "530", NONE, p.contents().stream().map(title -> new Subfield('t', title)).toList());
    if (p.isFiction()) {
      fields.data("652", NONE, "n", "86", "z", "4", "o", "sk");
    } else {
      fields.data("652", NONE, "m", p.dk5());
    }
    p.subjects().forEach(s -> fields.data("666", NONE, "s", s));
    fields.data("666", NONE, "e", p.placeSubject());
    fields.data("666", NONE, "o", p.genre());
    p.others().forEach(o -> person(fields, "700", o));
    for (var copy : p.copies()) {
      fields.subfields(
          "096",
          NONE,
          List.of(
              new Subfield('z', copy.branch()),
              new Subfield('a', copy.callNumber()),
              new Subfield('b', copy.location()),
              new Subfield('n', copy.barcode())));
    }
    fields.data("996", NONE, "a", source);
    return new MarcContent(LEADER, fields.all());
  }

  private static void person(Fields fields, String tag, @Nullable Person person) {
    if (person != null) {
      fields.data(
          tag,
          NONE,
          "a",
          person.family(),
          "h",
          person.given(),
          "c",
          person.born() > 0 ? "f. " + person.born() : null,
          "4",
          person.role());
    }
  }
}
