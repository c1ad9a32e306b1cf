package org.samling.core.search;

import java.util.List;

/**
 * A searchable field of records.
 *
 * <p>Some fields combine others: {@link #AUTHOR} searches persons, bodies and meetings as creators.
 * Each of a term's words may then be in a different one of them; a phrase has to be in a value of
 * one.
 */
public enum SearchField {
  /** Any text of the record. */
  ANY(Kind.WORDS, true),
  /** Titles: proper, uniform, variant, of series and of analysed parts. */
  TITLE(Kind.WORDS, true),
  /** Titles of series. */
  SERIES(Kind.WORDS, true),
  /** Uniform titles. */
  UNIFORM_TITLE(Kind.WORDS, true),
  /** Key titles of serials (ISO 3297). */
  KEY_TITLE(Kind.WORDS, true),
  /** Names of persons as creators. */
  PERSONAL_AUTHOR(Kind.WORDS, false),
  /** Names of bodies as creators. */
  CORPORATE_AUTHOR(Kind.WORDS, false),
  /** Names of meetings as creators. */
  CONFERENCE_AUTHOR(Kind.WORDS, false),
  /** Uncontrolled names of creators, and names of families. */
  UNCONTROLLED_AUTHOR(Kind.WORDS, false),
  /** Names of persons other than as creators: as subjects, and of series. */
  OTHER_PERSON(Kind.WORDS, false),
  /** Names of bodies other than as creators. */
  OTHER_BODY(Kind.WORDS, false),
  /** Names of meetings other than as creators. */
  OTHER_CONFERENCE(Kind.WORDS, false),
  /** Names of persons, as creators and as subjects. */
  PERSONAL_NAME(Kind.WORDS, true, PERSONAL_AUTHOR, OTHER_PERSON),
  /** Names of bodies, as creators and as subjects. */
  CORPORATE_NAME(Kind.WORDS, true, CORPORATE_AUTHOR, OTHER_BODY),
  /** Names of meetings, as creators and as subjects. */
  CONFERENCE_NAME(Kind.WORDS, true, CONFERENCE_AUTHOR, OTHER_CONFERENCE),
  /** Names of creators: persons, bodies and meetings. */
  AUTHOR(
      Kind.WORDS, true, PERSONAL_AUTHOR, CORPORATE_AUTHOR, CONFERENCE_AUTHOR, UNCONTROLLED_AUTHOR),
  /** Names of any kind, as creators and as subjects. */
  NAME(
      Kind.WORDS,
      false,
      PERSONAL_AUTHOR,
      CORPORATE_AUTHOR,
      CONFERENCE_AUTHOR,
      UNCONTROLLED_AUTHOR,
      OTHER_PERSON,
      OTHER_BODY,
      OTHER_CONFERENCE),
  /** What the record is about. */
  SUBJECT(Kind.WORDS, true),
  /** Medical Subject Headings. */
  MESH_SUBJECT(Kind.WORDS, false),
  /** Library of Congress Subject Headings. */
  LC_SUBJECT(Kind.WORDS, false),
  /** Subdivisions of subject headings. */
  SUBJECT_SUBDIVISION(Kind.WORDS, false),
  /** Names of editors, who are among the creators too. */
  EDITOR(Kind.WORDS, false),
  /** Opus and thematic index numbers of music. */
  THEMATIC_NUMBER(Kind.WORDS, false),
  /** Names of publishers. */
  PUBLISHER(Kind.WORDS, true),
  /** Places of publication. */
  PLACE(Kind.WORDS, false),
  /** Abstracts and summaries. */
  ABSTRACT(Kind.WORDS, false),
  /** Notes other than abstracts. */
  OTHER_NOTE(Kind.WORDS, false),
  /** Notes of any kind. */
  NOTE(Kind.WORDS, false, ABSTRACT, OTHER_NOTE),
  /** ISBNs; one of ten digits is the same as its form of thirteen. */
  ISBN(Kind.IDENTIFIER, true),
  /** ISSNs. */
  ISSN(Kind.IDENTIFIER, true),
  /** Control numbers of the Library of Congress, normalised by its rules. */
  LCCN(Kind.IDENTIFIER, true),
  /** Publishers' numbers of music, recordings and films. */
  PUBLISHER_NUMBER(Kind.IDENTIFIER, true),
  /** Numbers of national bibliographies. */
  NATIONAL_NUMBER(Kind.IDENTIFIER, true),
  /** Other standard numbers: ISMN, ISRC, EAN, DOI and the like. */
  OTHER_IDENTIFIER(Kind.IDENTIFIER, true),
  /** Standard numbers of any kind. */
  STANDARD_IDENTIFIER(
      Kind.IDENTIFIER,
      false,
      ISBN,
      ISSN,
      LCCN,
      PUBLISHER_NUMBER,
      NATIONAL_NUMBER,
      OTHER_IDENTIFIER),
  /** The control number that the record's source gave it. */
  NUMBER(Kind.IDENTIFIER, true),
  /** Classes of Dewey's Decimal Classification. */
  DEWEY(Kind.IDENTIFIER, true),
  /** Classes of the Universal Decimal Classification. */
  UDC(Kind.IDENTIFIER, true),
  /** Classes and call numbers of the Library of Congress. */
  LC_CLASS(Kind.IDENTIFIER, true),
  /** Classes of the National Library of Medicine. */
  NLM_CLASS(Kind.IDENTIFIER, true),
  /** Classes of the National Agricultural Library. */
  NAL_CLASS(Kind.IDENTIFIER, true),
  /** Classes of DK5, the classification of Danish libraries, and of other local ones. */
  LOCAL_CLASS(Kind.IDENTIFIER, true),
  /** Codes of the lists in which the record was announced, such as the national bibliography. */
  CATALOGUE_CODE(Kind.IDENTIFIER, true),
  /** Call numbers in the record. */
  CALL_NUMBER(Kind.IDENTIFIER, true),
  /** Languages of the text, as codes of three letters. */
  LANGUAGE(Kind.IDENTIFIER, true),
  /** Geographic areas that the record is about, as codes. */
  AREA(Kind.IDENTIFIER, true),
  /** Kinds of material: the general code of danMARC2 009, the specific one, and both. */
  MATERIAL(Kind.IDENTIFIER, true),
  /** What the content is, as codes and words: a bibliography, a dictionary; a text, a map. */
  CONTENT_TYPE(Kind.IDENTIFIER, true),
  /** The year of publication. */
  YEAR(Kind.YEAR, true),
  /** The day on which the record was created. */
  DATE_ENTERED(Kind.DATE, false),
  /** The day on which the record was last changed at its source. */
  DATE_MODIFIED(Kind.DATE, false);

  /** The type of a field's values. */
  public enum Kind {
    /** Texts, searched by words and phrases. */
    WORDS,
    /** Identifiers and codes, which are compared whole, without case, hyphens and blanks. */
    IDENTIFIER,
    /** Years, which have an order. */
    YEAR,
    /**
     * Days, which have an order. A term is written YYYYMMDD or YYYY-MM-DD; without a day or month
     * it stands for the whole month or year.
     */
    DATE
  }

  private final Kind kind;
  private final boolean isListed;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<SearchField> parts;

  SearchField(Kind kind, boolean isListed, SearchField... parts) {
    this.kind = kind;
    this.isListed = isListed;
    this.parts = List.of(parts);
  }

  /** The type of its values. */
  public Kind kind() {
    return kind;
  }

  /** Whether its values are identifiers, which are compared whole and without hyphens. */
  public boolean isIdentifier() {
    return kind == Kind.IDENTIFIER;
  }

  /** Whether its values have an order, so that they can be compared. */
  public boolean isOrdered() {
    return kind == Kind.YEAR || kind == Kind.DATE;
  }

  /** Whether its terms can be listed ({@link CatalogueSearch#scan}). */
  public boolean isListed() {
    return isListed;
  }

  /** The fields that hold its values: those that it combines, or itself. */
  public List<SearchField> parts() {
    return parts.isEmpty() ? List.of(this) : parts;
  }
}
