package org.samling.marc.mapping;

import org.jspecify.annotations.Nullable;

/** What leader and field 008 of MARC 21 say, in the words of Dublin Core and MODS. */
final class Marc21Codes {

  private final String leader;
  private final String coded;

  Marc21Codes(MappingSource record) {
    this.leader = padded(record.content().leader(), 24);
    this.coded = padded(record.control("008"), 40);
  }

  private static String padded(@Nullable String text, int length) {
    var given = text == null ? "" : text;
    return given + " ".repeat(Math.max(0, length - given.length()));
  }

  /** A term of the DCMI Type Vocabulary in the spelling of the crosswalk, or empty. */
  String dublinCoreType() {
    if (leader.charAt(7) == 'c') {
      return "collection";
    }
    return switch (leader.charAt(6)) {
      case 'a', 'c', 'd', 't' -> "text";
      case 'e', 'f', 'g', 'k' -> "image";
      case 'i', 'j' -> "sound";
      case 'm' -> "software";
      case 'o', 'p' -> "collection";
      case 'r' -> "physical object";
      default -> "";
    };
  }

  /** A value of MODS' typeOfResource with its attributes, or empty. */
  String modsType() {
    return switch (leader.charAt(6)) {
      case 'a', 't' -> "text";
      case 'c', 'd' -> "notated music";
      case 'e', 'f' -> "cartographic";
      case 'g' -> "moving image";
      case 'i' -> "sound recording-nonmusical";
      case 'j' -> "sound recording-musical";
      case 'k' -> "still image";
      case 'm' -> "software, multimedia";
      case 'o', 'p' -> "mixed material";
      case 'r' -> "three dimensional object";
      default -> "";
    };
  }

  /** Whether it is a collection, which MODS says in an attribute. */
  boolean isCollection() {
    return leader.charAt(7) == 'c';
  }

  /** Whether it is a manuscript, which MODS says in an attribute. */
  boolean isManuscript() {
    return "dft".indexOf(leader.charAt(6)) >= 0;
  }

  /** How it is issued, in a word of MODS. */
  String issuance() {
    return switch (leader.charAt(7)) {
      case 'a', 'c', 'd', 'm' -> leader.charAt(19) == 'a' ? "multipart monograph" : "monographic";
      case 'b', 's' -> "serial";
      case 'i' -> "integrating resource";
      default -> "";
    };
  }

  /** Date 1 where it is a year, else empty. */
  String year() {
    var year = coded.substring(7, 11);
    return year.matches("\\d[\\du]{3}") && !year.equals("0000") ? year : "";
  }

  /** The code of the language, or empty. */
  String language() {
    var language = coded.substring(35, 38);
    return language.matches("[a-z]{3}") && !language.equals("und") ? language : "";
  }

  /** MARC's code of the country, or empty. */
  String country() {
    var country = coded.substring(15, 18).strip();
    return country.matches("[a-z]{2,3}") ? country : "";
  }

  /** The day on which the record was made, six digits, or empty. */
  String made() {
    var made = coded.substring(0, 6);
    return made.matches("\\d{6}") && !made.equals("000000") ? made : "";
  }

  /** Whether a book is for children, in a word of MARC's target audiences, or empty. */
  String audience() {
    if (leader.charAt(7) == 's' || "aticdjgkmor".indexOf(leader.charAt(6)) < 0) {
      return "";
    }
    return switch (coded.charAt(22)) {
      case 'a' -> "preschool";
      case 'b', 'c', 'j' -> "juvenile";
      case 'd' -> "adolescent";
      case 'e' -> "adult";
      case 'f' -> "specialized";
      default -> "";
    };
  }
}
