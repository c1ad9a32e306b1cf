package org.samling.core.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A publication described by plain facts, from which a bibliographic record is made.
 *
 * @param key the key of the record
 * @param title the title proper
 * @param subtitle the remainder of the title, or null
 * @param author the main author as "Surname, Forename", or null
 * @param contributors further people as "Surname, Forename", with their part after a semicolon
 *     where it is known: "Surname, Forename; translator"
 * @param edition the edition as printed, or null
 * @param place the place of publication, or null
 * @param publisher the publisher, or null
 * @param year the year of publication, or null
 * @param extent the extent as printed ("312 sider"), or null
 * @param isbn the ISBN with or without hyphens, or null
 * @param language the language as a MARC code (dan, eng)
 * @param originalTitle the title in the original language, or null
 * @param dk5 the place in the Danish Decimal Classification (DK5), "sk" for fiction, or null
 * @param series the series with its number ("Harry Potter ; 1"), or null
 * @param subjects what it is about, in words
 * @param audience whether it is for adults or children
 * @param material what it is: a book, an audiobook, a film
 */
public record Work(
    RecordKey key,
    String title,
    @Nullable String subtitle,
    @Nullable String author,
    List<String> contributors,
    @Nullable String edition,
    @Nullable String place,
    @Nullable String publisher,
    @Nullable Integer year,
    @Nullable String extent,
    @Nullable String isbn,
    String language,
    @Nullable String originalTitle,
    @Nullable String dk5,
    @Nullable String series,
    List<String> subjects,
    Audience audience,
    Material material) {

  /** Copies the lists. */
  public Work {
    contributors = List.copyOf(contributors);
    subjects = List.copyOf(subjects);
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
}
