package org.samling.core.organisation;

import java.util.Set;

/**
 * What a SIP2 machine may be told of a patron who has given no right PIN, if its profile says so.
 */
public enum PatronData {
  /** The name, also of whom a returned item is held for (AE, DA). */
  NAME("name", "AE DA"),
  /** Address, e-mail and phone, also of whom a returned item is held for (BD, BE, BF). */
  CONTACT("contact", "BD BE BF"),
  /** The date of birth (PB). */
  BIRTH_DATE("birth-date", "PB"),
  /** Loans, holds, fees, what is owed, their counts and limits, and the membership. */
  ACCOUNT("account", "AS AT AU AV BH BM BN BU BV BZ CA CB CC CD PA PC PI"),
  /** The cards of who had a returned item and of whom it is held for (AA in 10, CY). */
  BORROWER("borrower", "CY"),
  /** That somebody is a patron, by a CPR number. */
  CPR("cpr", ""),
  /** That somebody is a patron, by a UNI-Login name or an e-mail address. */
  LOGIN("login", "");

  private final String word;
  private final Set<String> fields;

  PatronData(String word, String fields) {
    this.word = word;
    this.fields = fields.isEmpty() ? Set.of() : Set.of(fields.split(" ", -1));
  }

  /** The word for it in a profile. */
  public String word() {
    return word;
  }

  /** The fields of replies, by their two letters, that contain nothing else. */
  public Set<String> fields() {
    return fields;
  }
}
