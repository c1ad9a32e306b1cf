package org.samling.exchange.generate;

import static org.samling.exchange.generate.Fields.sub;

import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.MarcContent;
import org.samling.exchange.generate.Publication.Kind;
import org.samling.exchange.generate.Publication.Person;

/** Writes a title in MARC 21 with ISBD punctuation; its items in field 952, as Koha does. */
final class Marc21Publication {

  private Marc21Publication() {}

  static MarcContent of(Publication p, String source) {
    var fields = new Fields();
    fields.control("001", p.number()).control("003", source).control("005", "20261101120000.0");
    fields.control("008", fixed(p));
    fields.data("020", "  ", sub("a", p.isbn()));
    fields.data("040", "  ", sub("a", source), sub("b", "dan"), sub("e", "rda"));
    if (p.originalTitle() != null) {
      fields.data("041", "1 ", sub("a", p.language().code()), sub("h", "eng"));
    }
    fields.data("084", "  ", sub("a", p.dk5()), sub("2", "dk5"));
    person(fields, "100", p.author());
    fields.data("240", "10", sub("a", p.originalTitle()));
    titles(fields, p);
    fields.data("250", "  ", sub("a", p.edition() == null ? null : p.edition() + "."));
    var year = Integer.toString(p.year());
    fields.data(
        "264", " 1", sub("a", p.place() + " :"), sub("b", p.publisher() + ","), sub("c", year));
    fields.data("300", "  ", sub("a", p.extent()));
    fields.data("336", "  ", sub("b", p.kind().content()), sub("2", "rdacontent"));
    fields.data("337", "  ", sub("b", p.kind().media()), sub("2", "rdamedia"));
    fields.data("338", "  ", sub("b", p.kind().carrier()), sub("2", "rdacarrier"));
    var volume = Integer.toString(p.volume());
    if (p.series() != null) {
      fields.data("490", "1 ", sub("a", p.series() + " ;"), sub("v", volume));
    }
    p.notes().forEach(n -> fields.data("500", "  ", sub("a", n + ".")));
    if (!p.contents().isEmpty()) {
      fields.data("505", "0 ", sub("a", String.join(" -- ", p.contents())));
    }
    fields.data("520", "  ", sub("a", p.summary()));
    p.subjects().forEach(s -> fields.data("650", " 4", sub("a", s)));
    fields.data("651", " 4", sub("a", p.placeSubject()));
    fields.data("655", " 4", sub("a", p.genre()));
    p.others().forEach(o -> person(fields, "700", o));
    if (p.series() != null) {
      fields.data("830", " 0", sub("a", p.series() + " ;"), sub("v", volume));
    }
    for (var copy : p.copies()) {
      fields.data(
          "952",
          "  ",
          sub("a", copy.branch()),
          sub("b", copy.branch()),
          sub("c", copy.location()),
          sub("o", copy.callNumber()),
          sub("p", copy.barcode()),
          sub("y", p.kind().name()));
    }
    return new MarcContent("00000c" + p.kind().leader() + " a2200000 c 4500", fields.all());
  }

  private static String fixed(Publication p) {
    var isSerial = p.kind() == Kind.PERIODICAL;
    var dates = (isSerial ? "c" : "s") + p.year() + (isSerial ? "9999" : "    ");
    var specific =
        switch (p.kind()) {
          case BOOK -> "       | 000 " + (p.isFiction() ? "1" : "0") + "|";
          case AUDIOBOOK -> "nnn       | " + (p.isFiction() ? "f " : "||") + "n ";
          case MUSIC -> "||nn      | " + "  " + "n ";
          case FILM -> "---       | " + "  " + "v|";
          case PERIODICAL -> "uu p       0  ";
        };
    return "261101"
        + dates
        + p.language().country()
        + filled(specific)
        + p.language().code()
        + " c";
  }

  /** Seventeen characters, positions 18 to 34. */
  private static String filled(String specific) {
    return (specific + " ".repeat(17)).substring(0, 17);
  }

  private static void titles(Fields fields, Publication p) {
    var author = p.author();
    var responsibility = author == null ? null : author.given() + " " + author.family() + ".";
    var before = responsibility == null ? "." : " /";
    fields.data(
        "245",
        (author == null ? "0" : "1") + p.article().length(),
        sub("a", p.article() + p.title() + (p.remainder() == null ? before : " :")),
        sub("b", p.remainder() == null ? null : p.remainder() + before),
        sub("c", responsibility));
  }

  private static void person(Fields fields, String tag, @Nullable Person person) {
    if (person != null) {
      var name = person.family() + ", " + person.given();
      var isKnown = person.born() > 0;
      fields.data(
          tag,
          "1 ",
          sub("a", isKnown ? name + "," : name),
          sub("d", isKnown ? person.born() + "-" : null),
          sub("4", person.role()));
    }
  }
}
