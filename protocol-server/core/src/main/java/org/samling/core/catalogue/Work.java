package org.samling.core.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A publication described by plain facts, from which a bibliographic record is made.
 *
 * @param key the key of the record
 * @param titles what it is called
 * @param author the main author as "Surname, Forename", or null
 * @param contributors further people as "Surname, Forename", with their part after a semicolon
 *     where it is known: "Surname, Forename; translator"
 * @param imprint who published it, where and when, and how long it is
 * @param isbn the ISBN with or without hyphens, or null
 * @param language the language as a MARC code (dan, eng)
 * @param subject what it is about, and for whom
 * @param material what it is: a book, an audiobook, a film
 */
public record Work(
    RecordKey key,
    Title titles,
    @Nullable String author,
    List<String> contributors,
    Imprint imprint,
    @Nullable String isbn,
    String language,
    Subject subject,
    Material material) {
  /**
   * What it is about, and for whom.
   *
   * @param dk5 the place in the Danish Decimal Classification (DK5), "sk" for fiction, or null
   * @param subjects what it is about, in words
   * @param audience whether it is for adults or children
   */
  public record Subject(@Nullable String dk5, List<String> subjects, Audience audience) {
    /** Copies what may change. */
    public Subject {
      subjects = List.copyOf(subjects);
    }
  }

  /**
   * What it is called.
   *
   * @param title the title proper
   * @param subtitle the remainder of the title, or null
   * @param originalTitle the title in the original language, or null
   * @param series the series with its number ("Harry Potter ; 1"), or null
   */
  public record Title(
      String title,
      @Nullable String subtitle,
      @Nullable String originalTitle,
      @Nullable String series) {

    private Title(String title, @Nullable String originalTitle) {
      this(title, null, originalTitle, null);
    }

    /** A title proper alone. */
    public Title(String title) {
      this(title, null);
    }
  }

  /**
   * Who published it, where and when, and how long it is.
   *
   * @param edition the edition as printed, or null
   * @param place the place of publication, or null
   * @param publisher the publisher, or null
   * @param year the year of publication, or null
   * @param extent the extent as printed ("312 sider"), or null
   */
  public record Imprint(
      @Nullable String edition,
      @Nullable String place,
      @Nullable String publisher,
      @Nullable Integer year,
      @Nullable String extent) {

    private Imprint(@Nullable String place, @Nullable Integer year) {
      this(null, place, null, year, null);
    }

    /** A year alone, or null where nothing is known. */
    public static Imprint of(@Nullable Integer year) {
      return new Imprint(null, year);
    }
  }

  /** Copies the lists. */
  public Work {
    contributors = List.copyOf(contributors);
  }

  /** Whom a publication is for. */
  public enum Audience {
    /** Adults. */
    ADULT,
    /** Children and young people. */
    JUVENILE
  }

  /** What kind of thing a publication is. */
  public enum Material {
    /** A printed book. */
    BOOK,
    /** A printed comic. */
    COMIC,
    /** A book read aloud. */
    AUDIOBOOK,
    /** A film or programme. */
    FILM,
    /** Music on a carrier. */
    MUSIC,
    /** A printed periodical. */
    PERIODICAL,
    /** A game. */
    GAME
  }

  public @Nullable String edition() {
    return imprint.edition;
  }

  public @Nullable String place() {
    return imprint.place;
  }

  public @Nullable String publisher() {
    return imprint.publisher;
  }

  public @Nullable Integer year() {
    return imprint.year;
  }

  public @Nullable String extent() {
    return imprint.extent;
  }

  public String title() {
    return titles.title;
  }

  public @Nullable String subtitle() {
    return titles.subtitle;
  }

  public @Nullable String originalTitle() {
    return titles.originalTitle;
  }

  public @Nullable String series() {
    return titles.series;
  }

  public @Nullable String dk5() {
    return subject.dk5;
  }

  public List<String> subjects() {
    return subject.subjects;
  }

  public Audience audience() {
    return subject.audience;
  }
}
