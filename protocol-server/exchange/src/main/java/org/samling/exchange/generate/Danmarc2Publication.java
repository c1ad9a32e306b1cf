package org.samling.exchange.generate;

import static org.samling.exchange.generate.Fields.sub;

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
        sub("a", p.number()),
        sub("b", source),
        sub("c", "20261101120000"),
        sub("d", "20261101"),
        sub("f", "a"));
    fields.data("004", NONE, sub("r", "n"), sub("a", "e"));
    fields.data(
        "008",
        NONE,
        sub("t", p.kind() == Kind.PERIODICAL ? "p" : "m"),
        sub("u", "f"),
        sub("a", Integer.toString(p.year())),
        sub("b", p.language().danishCountry()),
        sub("l", p.language().code()),
        sub("v", "0"));
    fields.data("009", NONE, sub("a", p.kind().general()), sub("g", p.kind().specific()));
    fields.data("021", NONE, sub("e", p.isbn()));
    if (p.originalTitle() != null) {
      fields.data("041", NONE, sub("a", p.language().code()), sub("c", "eng"));
    }
    person(fields, "100", p.author());
    fields.data("241", NONE, sub("a", p.originalTitle()));
    var author = p.author();
    fields.data(
        "245",
        NONE,
        sub(
            "a",
            p.article().isEmpty()
                ? p.title()
                : NON_FILING + p.article() + FILING_AGAIN + p.title()),
        sub("c", p.remainder()),
        sub("e", author == null ? null : author.given() + " " + author.family()));
    fields.data("250", NONE, sub("a", p.edition()));
    fields.data(
        "260",
        NONE,
        sub("a", p.place()),
        sub("b", p.publisher()),
        sub("c", Integer.toString(p.year())));
    fields.data("300", NONE, sub("a", p.extent()));
    if (p.series() != null) {
      fields.data("440", NONE, sub("a", p.series()), sub("v", Integer.toString(p.volume())));
    }
    fields.data("504", NONE, sub("a", p.summary()));
    p.notes().forEach(n -> fields.data("512", NONE, sub("a", n)));
    fields.subfields(
        "530", NONE, p.contents().stream().map(title -> new Subfield('t', title)).toList());
    if (p.isFiction()) {
      fields.data("652", NONE, sub("n", "86"), sub("z", "4"), sub("o", "sk"));
    } else {
      fields.data("652", NONE, sub("m", p.dk5()));
    }
    p.subjects().forEach(s -> fields.data("666", NONE, sub("s", s)));
    fields.data("666", NONE, sub("e", p.placeSubject()));
    fields.data("666", NONE, sub("o", p.genre()));
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
    fields.data("996", NONE, sub("a", source));
    return new MarcContent(LEADER, fields.all());
  }

  private static void person(Fields fields, String tag, @Nullable Person person) {
    if (person != null) {
      fields.data(
          tag,
          NONE,
          sub("a", person.family()),
          sub("h", person.given()),
          sub("c", person.born() > 0 ? "f. " + person.born() : null),
          sub("4", person.role()));
    }
  }
}
