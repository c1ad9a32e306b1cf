package org.samling.z3950.data;

import org.jspecify.annotations.Nullable;
import org.samling.z3950.ber.BerNode;
import org.samling.z3950.ber.BerTag;
import org.samling.z3950.ber.BerWriter;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.data.Term.CharacterString;
import org.samling.z3950.data.Term.DateTime;
import org.samling.z3950.data.Term.ExternalTerm;
import org.samling.z3950.data.Term.General;
import org.samling.z3950.data.Term.IntegerAndUnit;
import org.samling.z3950.data.Term.NullTerm;
import org.samling.z3950.data.Term.Numeric;
import org.samling.z3950.data.Term.OidTerm;

/** Term, a CHOICE. */
public final class TermWire {
  private static final int GENERAL = BerTag.context(45);
  private static final int NUMERIC = BerTag.context(215);
  private static final int CHARACTER_STRING = BerTag.context(216);
  private static final int OID = BerTag.context(217);
  private static final int DATE_TIME = BerTag.context(218);
  private static final int EXTERNAL = BerTag.context(219);
  private static final int INTEGER_AND_UNIT = BerTag.context(220);
  private static final int NULL = BerTag.context(221);

  private TermWire() {}

  /** The term among the elements of an operand. */
  public static Term readIn(BerNode operand) {
    for (var node : operand.children()) {
      var term = read(node);
      if (term != null) {
        return term;
      }
    }
    throw operand.fault("term is missing, or of an unknown kind");
  }

  private static @Nullable Term read(BerNode node) {
    if (node.is(GENERAL)) {
      return new General(node.octets());
    } else if (node.is(NUMERIC)) {
      return new Numeric(node.integer());
    } else if (node.is(CHARACTER_STRING)) {
      return new CharacterString(node.octets());
    } else if (node.is(OID)) {
      return new OidTerm(node.oid());
    } else if (node.is(DATE_TIME)) {
      return new DateTime(node.text());
    } else if (node.is(EXTERNAL)) {
      return new ExternalTerm(ExternalWire.read(node));
    } else if (node.is(INTEGER_AND_UNIT)) {
      return new IntegerAndUnit(node.element());
    }
    return node.is(NULL) ? new NullTerm() : null;
  }

  public static void write(BerWriter out, Term term) {
    switch (term) {
      case General(Octets octets) -> out.octets(GENERAL, octets);
      case Numeric(long value) -> out.integer(NUMERIC, value);
      case CharacterString(Octets octets) -> out.octets(CHARACTER_STRING, octets);
      case OidTerm(Oid oid) -> out.oid(OID, oid);
      case DateTime(String time) -> out.text(DATE_TIME, time);
      case ExternalTerm(External external) -> ExternalWire.write(out, EXTERNAL, external);
      case IntegerAndUnit(Octets element) -> out.element(element);
      case NullTerm() -> out.nothing(NULL);
    }
  }
}
