package org.samling.exchange.generate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a title of a generated catalogue, before any format writes them.
 *
 * @param number the number its source gave it, nine digits
 * @param kind what it is
 * @param year when it was published
 * @param article the article that its title begins with and that filing passes over, with the blank
 *     behind it, or nothing
 * @param title the title behind the article
 * @param remainder the rest of the title, or null
 * @param author who made it, or null
 * @param others who made it with them
 * @param originalTitle the title of what it was translated from, or null
 * @param edition the edition, or null
 * @param place where it was published
 * @param publisher who published it
 * @param extent how much it is, in the language's words
 * @param series the title of its series, or null
 * @param volume its number in the series
 * @param isbn an ISBN of thirteen digits, or null
 * @param dk5 its class by DK5; {@code sk} is fiction
 * @param subjects what it is about
 * @param placeSubject a place it is about, or null
 * @param genre its genre or form
 * @param summary what it is about in a few sentences, or null
 * @param notes what else is noted
 * @param contents the titles of its parts
 * @param copies its items
 */
record Publication(
    String number,
    Kind kind,
    Tongue language,
    int year,
    String article,
    String title,
    @Nullable String remainder,
    @Nullable Person author,
    List<Person> others,
    @Nullable String originalTitle,
    @Nullable String edition,
    String place,
    String publisher,
    String extent,
    @Nullable String series,
    int volume,
    @Nullable String isbn,
    String dk5,
    List<String> subjects,
    @Nullable String placeSubject,
    String genre,
    @Nullable String summary,
    List<String> notes,
    List<String> contents,
    List<Copy> copies) {

  /** A kind of publication, with the codes of both formats. */
  enum Kind {
    BOOK("am", "m", "xx", "txt", "n", "nc"),
    AUDIOBOOK("im", "r", "xc", "spw", "s", "sd"),
    MUSIC("jm", "s", "xc", "prm", "s", "sd"),
    FILM("gm", "m", "th", "tdi", "v", "vd"),
    PERIODICAL("as", "a", "xx", "txt", "n", "nc");

    private final String leader;
    private final String general;
    private final String specific;
    private final String content;
    private final String media;
    private final String carrier;

    Kind(
        String leader,
        String general,
        String specific,
        String content,
        String media,
        String carrier) {
      this.leader = leader;
      this.general = general;
      this.specific = specific;
      this.content = content;
      this.media = media;
      this.carrier = carrier;
    }

    /** MARC 21, leader positions 06 and 07. */
    String leader() {
      return leader;
    }

    /** danMARC2, 009 *a. */
    String general() {
      return general;
    }

    /** danMARC2, 009 *g. */
    String specific() {
      return specific;
    }

    /** MARC 21, 336 $b. */
    String content() {
      return content;
    }

    /** MARC 21, 337 $b. */
    String media() {
      return media;
    }

    /** MARC 21, 338 $b. */
    String carrier() {
      return carrier;
    }
  }

  /** A language with the codes of both formats. */
  enum Tongue {
    DANISH("dan", "dk ", "dk"),
    ENGLISH("eng", "enk", "gb");

    private final String code;
    private final String country;
    private final String danishCountry;

    Tongue(String code, String country, String danishCountry) {
      this.code = code;
      this.country = country;
      this.danishCountry = danishCountry;
    }

    /** The code, the same in both formats. */
    String code() {
      return code;
    }

    /** The country of its publishers in MARC 21, three characters. */
    String country() {
      return country;
    }

    /** The same in danMARC2, two characters. */
    String danishCountry() {
      return danishCountry;
    }

    Vocabulary words() {
      return this == DANISH ? Vocabulary.DANISH : Vocabulary.ENGLISH;
    }
  }

  /**
   * A person.
   *
   * @param family the family name
   * @param given the given name
   * @param born the year of birth, or 0 where it is not known
   * @param role what they did, as MARC's relator code
   */
  record Person(String family, String given, int born, String role) {}

  /**
   * An item.
   *
   * @param branch the code of its branch
   * @param location where it stands
   * @param callNumber what is on its back
   */
  record Copy(String barcode, String branch, String location, String callNumber) {}

  boolean isFiction() {
    return dk5.equals("sk");
  }
}
