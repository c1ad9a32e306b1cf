package org.samling.z3950.data;

import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;

/** The term of an operand. */
public sealed interface Term {

  /**
   * A text, the only kind of term in version 2. {@link Octets#text} reads it in the session's
   * character set.
   */
  record General(Octets octets) implements Term {}

  /** A number. */
  record Numeric(long value) implements Term {}

  /** A text of version 3. {@link Octets#text} reads it in the session's character set. */
  record CharacterString(Octets octets) implements Term {}

  /** An object identifier. */
  record OidTerm(Oid oid) implements Term {}

  /**
   * A point of time.
   *
   * @param generalizedTime in ASN.1 notation, such as 20260102101500Z; not checked
   */
  record DateTime(String generalizedTime) implements Term {}

  /** A value whose form is defined elsewhere. */
  record ExternalTerm(External external) implements Term {}

  /**
   * A number with a unit.
   *
   * @param element the whole IntUnit as BER
   */
  record IntegerAndUnit(Octets element) implements Term {}

  /** No term: the attributes are sufficient. */
  record NullTerm() implements Term {}
}
