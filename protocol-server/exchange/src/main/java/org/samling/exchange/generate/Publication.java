package org.samling.exchange.generate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A title of a generated catalogue, independent of format.
 *
 * @param number its record number, nine digits
 * @param kind what it is
 * @param year when it was published
 * @param titles what it is called
 * @param origin who made it, and from what
 * @param imprint who published it, and how
 * @param isbn an ISBN of thirteen digits, or null
 * @param subject what it is about
 * @param content what is in it
 * @param copies its items
 */
record Publication(
    String number,
    Kind kind,
    Tongue language,
    int year,
    Title titles,
    Origin origin,
    Imprint imprint,
    @Nullable String isbn,
    Subject subject,
    Content content,
    List<Copy> copies) {
  /**
   * What is in it.
   *
   * @param summary what it is about in a few sentences, or null
   * @param notes further notes
   * @param contents the titles of its parts
   */
  record Content(@Nullable String summary, List<String> notes, List<String> contents) {}

  /**
   * What it is about.
   *
   * @param dk5 its DK5 class; {@code sk} is fiction
   * @param subjects its subjects
   * @param placeSubject a place that it is about, or null
   * @param genre its genre or form
   */
  record Subject(String dk5, List<String> subjects, @Nullable String placeSubject, String genre) {}

  /**
   * Who published it, and how.
   *
   * @param edition the edition, or null
   * @param place the place of publication
   * @param publisher the publisher
   * @param extent the extent, worded in the publication's language
   * @param series the title of its series, or null
   * @param volume its number in that series
   */
  record Imprint(
      @Nullable String edition,
      String place,
      String publisher,
      String extent,
      @Nullable String series,
      int volume) {}

  /**
   * Who made it, and from what.
   *
   * @param author the author, or null
   * @param others further contributors
   * @param originalTitle the title of the original, if it is a translation, or null
   */
  record Origin(@Nullable Person author, List<Person> others, @Nullable String originalTitle) {}

  /**
   * What it is called.
   *
   * @param article the initial article, which filing ignores, with the blank that follows it; or
   *     empty
   * @param title the title after the article
   * @param remainder the rest of the title, or null
   */
  record Title(String article, String title, @Nullable String remainder) {}

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

  /** A language, with the codes of both formats. */
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

    /** Its publishers' country in MARC 21, three characters. */
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
   * @param family the surname
   * @param given the forename
   * @param born the year of birth, or 0 where unknown
   * @param role the role, as a MARC relator code
   */
  record Person(String family, String given, int born, String role) {}

  /**
   * An item.
   *
   * @param branch the code of its branch
   * @param location the shelving location
   * @param callNumber the call number on the spine
   */
  record Copy(String barcode, String branch, String location, String callNumber) {}

  boolean isFiction() {
    return subject.dk5.equals("sk");
  }

  String article() {
    return titles.article;
  }

  String title() {
    return titles.title;
  }

  @Nullable String remainder() {
    return titles.remainder;
  }

  @Nullable Person author() {
    return origin.author;
  }

  List<Person> others() {
    return origin.others;
  }

  @Nullable String originalTitle() {
    return origin.originalTitle;
  }

  @Nullable String edition() {
    return imprint.edition;
  }

  String place() {
    return imprint.place;
  }

  String publisher() {
    return imprint.publisher;
  }

  String extent() {
    return imprint.extent;
  }

  @Nullable String series() {
    return imprint.series;
  }

  int volume() {
    return imprint.volume;
  }

  String dk5() {
    return subject.dk5;
  }

  List<String> subjects() {
    return subject.subjects;
  }

  @Nullable String placeSubject() {
    return subject.placeSubject;
  }

  String genre() {
    return subject.genre;
  }

  @Nullable String summary() {
    return content.summary;
  }

  List<String> notes() {
    return content.notes;
  }

  List<String> contents() {
    return content.contents;
  }
}
