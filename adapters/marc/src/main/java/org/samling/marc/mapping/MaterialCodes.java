package org.samling.marc.mapping;

import java.util.Locale;
import org.samling.core.catalogue.Work;
import org.samling.core.catalogue.Work.Audience;
import org.samling.core.catalogue.Work.Material;

/**
 * MARC 21 codes for a kind of material: leader positions 06 and 07, field 008, and RDA's content,
 * media and carrier types in fields 336 to 338 (the carrier is unspecified if unknown).
 *
 * @param leader leader positions 06-07
 * @param content the content type with its code
 * @param media the media type with its code
 * @param carrier the carrier type with its code
 */
public record MaterialCodes(String leader, Term content, Term media, Term carrier) {

  /**
   * A term of an RDA value list.
   *
   * @param code its MARC code
   */
  public record Term(String term, String code) {}

  private static final Term TEXT = new Term("text", "txt");
  private static final Term UNMEDIATED = new Term("unmediated", "n");
  private static final Term VOLUME = new Term("volume", "nc");
  private static final Term AUDIO = new Term("audio", "s");
  private static final Term UNSPECIFIED = new Term("unspecified", "zu");

  /** The date entered on file, left out so that the same facts give the same bytes. */
  private static final String NO_DATE = "000000";

  public static MaterialCodes of(Material material) {
    return switch (material) {
      case BOOK -> new MaterialCodes("am", TEXT, UNMEDIATED, VOLUME);
      case COMIC -> new MaterialCodes("am", new Term("still image", "sti"), UNMEDIATED, VOLUME);
      case AUDIOBOOK -> new MaterialCodes("im", new Term("spoken word", "spw"), AUDIO, UNSPECIFIED);
      case FILM ->
          new MaterialCodes(
              "gm",
              new Term("two-dimensional moving image", "tdi"),
              new Term("video", "v"),
              UNSPECIFIED);
      case MUSIC -> new MaterialCodes("jm", new Term("performed music", "prm"), AUDIO, UNSPECIFIED);
      case PERIODICAL -> new MaterialCodes("as", TEXT, UNMEDIATED, VOLUME);
      case GAME ->
          new MaterialCodes(
              "rm",
              new Term("three-dimensional form", "tdf"),
              UNMEDIATED,
              new Term("object", "nr"));
    };
  }

  /** Field 008 of a publication, 40 characters. */
  public static String field008(Work work) {
    var language = work.language().toLowerCase(Locale.ROOT);
    return NO_DATE
        + dates(work)
        + "xx "
        + specific(work)
        + (language.matches("[a-z]{3}") ? language : "und")
        + " d";
  }

  /** Positions 06-14: type of date and the dates. */
  private static String dates(Work work) {
    var year = work.year();
    var isYear = year != null && year >= 0 && year <= 9999;
    var date = isYear ? "%04d".formatted(year) : "uuuu";
    if (work.material() == Material.PERIODICAL) {
      return "u" + date + "uuuu";
    }
    return isYear ? "s" + date + "    " : "nuuuuuuuu";
  }

  /** Positions 18-34, whose meaning depends on the kind of material. */
  private static String specific(Work work) {
    var audience = work.audience() == Audience.JUVENILE ? "j" : "e";
    return switch (work.material()) {
      case BOOK -> "    " + audience + "      00|" + " " + literaryForm(work) + "|";
      case COMIC -> "a   " + audience + " 6    00|" + " " + literaryForm(work) + "|";
      case AUDIOBOOK -> "nnn " + audience + "       " + (isFiction(work) ? "f " : "||") + " n ";
      case MUSIC -> "||n|" + audience + "       " + "  " + " n ";
      case FILM -> "--- " + audience + "      " + "    " + "v|";
      case GAME -> "nnn " + audience + "      " + "    " + "gn";
      case PERIODICAL -> "uu p       0   |0";
    };
  }

  private static String literaryForm(Work work) {
    return isFiction(work) ? "1" : work.dk5() == null ? "u" : "0";
  }

  private static boolean isFiction(Work work) {
    return "sk".equals(work.dk5());
  }
}
