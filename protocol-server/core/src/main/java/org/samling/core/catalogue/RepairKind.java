package org.samling.core.catalogue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What was not sound in a record, and how it was put right to read it. */
public enum RepairKind {
  // The record as a whole.
  BYTES_SKIPPED("bytes before the first record, skipped"),
  RECORD_TERMINATOR_MISSING("no record terminator at the end, added"),
  RECORD_TERMINATOR_INSIDE(
      "record terminator inside the text, read on to the length in the leader"),
  FORMAT_UNKNOWN("format of another name, read as MARC 21"),
  NEITHER_UTF_8_NOR_ISO_5426("text neither in UTF-8 nor in ISO 5426, read as Latin-1"),

  // The leader.
  LEADER_MISSING("no leader, a placeholder added"),
  LEADER_LENGTH("leader not of 24 characters, padded or cut"),
  LEADER_CHARACTER("character of the leader not in ASCII, read as a blank"),
  LEADER_VALUE("wrong value in the leader, read as it should be"),
  LEADER_CODING("leader names another coding than that of the text, which counts"),

  // The directory.
  DIRECTORY_WRONG("directory wrong, fields located by their terminators"),
  DIRECTORY_UNEVEN("directory wrong at its beginning, read from its end"),

  // Fields.
  FIELD_TERMINATOR_MISSING("no field terminator at the end, added"),
  FIELD_TERMINATOR_INSIDE("field terminator inside a field, replaced by a blank"),
  DELIMITER_IN_CONTROL_FIELD("subfield delimiter in a control field, replaced by a blank"),
  CONTROL_FIELD_DIVIDED("control field with subfields, which were kept"),
  FIELD_UNDIVIDED("field without subfields, its text kept"),
  INDICATORS_MISSING("fewer than two indicators, blanks added"),
  INDICATORS_SURPLUS("more than two indicators, the others dropped"),
  INDICATOR_CHARACTER("indicator not in ASCII, read as a blank"),
  TEXT_BEFORE_SUBFIELDS("text before the first subfield, read as subfield a"),
  SUBFIELD_EMPTY("subfield without code and text, dropped"),
  SUBFIELD_CODE("subfield without a usable code, its code set to a blank"),

  // Texts.
  NUL("NUL character, replaced by a blank"),
  SURROGATE("unpaired surrogate, replaced by U+FFFD"),
  NOT_UTF_8("bytes that are not UTF-8, replaced by U+FFFD"),
  NOT_MARC_8("bytes that MARC-8 does not define, replaced by U+FFFD"),
  MARC_8_DAMAGED("damaged MARC-8, which may read wrong"),
  ESCAPE_AT_END("escape character at the end, dropped"),
  NOT_LATIN_1("bytes that are no letters in ISO 8859-1, read as Windows-1252"),
  ESCAPE_UNKNOWN("@ that does not begin an escape, kept"),
  DIACRITIC_ALONE("diacritic without a letter after it, kept"),

  // The key.
  AGENCY_UNUSABLE("no organisation code, the import's source taken"),
  NUMBER_REPEATED("several control numbers, the first one taken"),
  NUMBER_UNUSABLE("control number not usable, one made from the content"),
  NUMBER_MISSING("no control number, one made from the content"),

  /** The rest of a record that needed more repairs than are told of one record. */
  MORE("more repairs of the same record");

  private final String meaning;

  RepairKind(String meaning) {
    this.meaning = meaning;
  }

  /** What it means, as a phrase. */
  public String meaning() {
    return meaning;
  }

  /** Its name in reports: {@code indicators-missing}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The kind with this name. */
  public static Optional<RepairKind> named(String label) {
    return Arrays.stream(values()).filter(kind -> kind.label().equals(label)).findFirst();
  }
}
