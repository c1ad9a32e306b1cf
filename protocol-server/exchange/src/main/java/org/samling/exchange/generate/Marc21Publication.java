package org.samling.exchange.generate;

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
    fields.data("020", "  ", "a", p.isbn());
    fields.data("040", "  ", "a", source, "b", "dan", "e", "rda");
    if (p.originalTitle() != null) {
      fields.data("041", "1 ", "a", p.language().code(), "h", "eng");
    }
    fields.data("084", "  ", "a", p.dk5(), "2", "dk5");
    person(fields, "100", p.author());
    fields.data("240", "10", "a", p.originalTitle());
    titles(fields, p);
    fields.data("250", "  ", "a", p.edition() == null ? null : p.edition() + ".");
    var year = Integer.toString(p.year());
    fields.data("264", " 1", "a", p.place() + " :", "b", p.publisher() + ",", "c", year);
    fields.data("300", "  ", "a", p.extent());
    fields.data("336", "  ", "b", p.kind().content(), "2", "rdacontent");
    fields.data("337", "  ", "b", p.kind().media(), "2", "rdamedia");
    fields.data("338", "  ", "b", p.kind().carrier(), "2", "rdacarrier");
    var volume = Integer.toString(p.volume());
    if (p.series() != null) {
      fields.data("490", "1 ", "a", p.series() + " ;", "v", volume);
    }
    p.notes().forEach(n -> fields.data("500", "  ", "a", n + "."));
    if (!p.contents().isEmpty()) {
      fields.data("505", "0 ", "a", String.join(" -- ", p.contents()));
    }
    fields.data("520", "  ", "a", p.summary());
    p.subjects().forEach(s -> fields.data("650", " 4", "a", s));
    fields.data("651", " 4", "a", p.placeSubject());
    fields.data("655", " 4", "a", p.genre());
    p.others().forEach(o -> person(fields, "700", o));
    if (p.series() != null) {
      fields.data("830", " 0", "a", p.series() + " ;", "v", volume);
    }
    for (var copy : p.copies()) {
      fields.data(
          "952",
          "  ",
          "a",
          copy.branch(),
          "b",
          copy.branch(),
          "c",
          copy.location(),
          "o",
          copy.callNumber(),
          "p",
          copy.barcode(),
          "y",
          p.kind().name());
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
        "a",
        p.article() + p.title() + (p.remainder() == null ? before : " :"),
        "b",
        p.remainder() == null ? null : p.remainder() + before,
        "c",
        responsibility);
  }

  private static void person(Fields fields, String tag, @Nullable Person person) {
    if (person != null) {
      var name = person.family() + ", " + person.given();
      var isKnown = person.born() > 0;
      fields.data(
          tag,
          "1 ",
          "a",
          isKnown ? name + "," : name,
          "d",
          isKnown ? person.born() + "-" : null,
          "4",
          person.role());
    }
  }
}
