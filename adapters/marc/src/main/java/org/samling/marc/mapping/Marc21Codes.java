package org.samling.marc.mapping;

import org.jspecify.annotations.Nullable;

/** The codes of MARC 21's leader and field 008, in the terms of Dublin Core and MODS. */
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

  /** A term of the DCMI Type Vocabulary as spelled in the crosswalk, or empty. */
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

  /** A value of MODS typeOfResource with its attributes, or empty. */
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

  /** Whether it is a collection, which is an attribute in MODS. */
  boolean isCollection() {
    return leader.charAt(7) == 'c';
  }

  /** Whether it is a manuscript, which is an attribute in MODS. */
  boolean isManuscript() {
    return "dft".indexOf(leader.charAt(6)) >= 0;
  }

  /** The mode of issuance, as a MODS term. */
  String issuance() {
    return switch (leader.charAt(7)) {
      case 'a', 'c', 'd', 'm' -> leader.charAt(19) == 'a' ? "multipart monograph" : "monographic";
      case 'b', 's' -> "serial";
      case 'i' -> "integrating resource";
      default -> "";
    };
  }

  /** Date 1 if it is a year, otherwise empty. */
  String year() {
    var year = coded.substring(7, 11);
    return year.matches("\\d[\\du]{3}") && !year.equals("0000") ? year : "";
  }

  /** The language code, or empty. */
  String language() {
    var language = coded.substring(35, 38);
    return language.matches("[a-z]{3}") && !language.equals("und") ? language : "";
  }

  /** The MARC country code, or empty. */
  String country() {
    var country = coded.substring(15, 18).strip();
    return country.matches("[a-z]{2,3}") ? country : "";
  }

  /** The date entered on file, six digits, or empty. */
  String made() {
    var made = coded.substring(0, 6);
    return made.matches("\\d{6}") && !made.equals("000000") ? made : "";
  }

  /** The target audience of a book for children, as a MARC term, or empty. */
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
