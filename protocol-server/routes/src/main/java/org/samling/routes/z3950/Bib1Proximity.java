package org.samling.routes.z3950;

import org.samling.core.search.Query;
import org.samling.core.search.Query.Anchor;
import org.samling.core.search.Query.Operand;
import org.samling.core.search.Query.Relation;
import org.samling.core.search.Query.Unit;
import org.samling.core.search.SearchField;
import org.samling.z3950.data.Bib1Diagnostic;
import org.samling.z3950.data.RpnStructure.KnownUnit;
import org.samling.z3950.data.RpnStructure.PrivateUnit;
import org.samling.z3950.data.RpnStructure.Prox;

/** Translates the operator prox (Z39.50-2003, 3.7.2) into the core's. */
final class Bib1Proximity {

  private static final int WORD = 2;
  private static final int ELEMENT = 8;

  private Bib1Proximity() {}

  /**
   * Two operands near each other; with the exclusion flag, the records that have both but not near
   * each other.
   *
   * @throws DiagnosticException where the operator is not supported
   */
  static Query of(Prox prox, Query left, Query right) {
    var one = operand(left);
    var other = operand(right);
    if (one.field() != other.field()) {
      throw new DiagnosticException(
          Bib1Diagnostic.PROXIMITY_NOT_SUPPORTED_WITH_ATTRIBUTES,
          "both operands must have the same use");
    }
    var near = near(prox, one, other);
    return prox.exclusion() ? new Query.AndNot(new Query.And(one, other), near) : near;
  }

  private static Query near(Prox prox, Operand one, Operand other) {
    var relation = relation(prox.relationType());
    var unit = unit(prox);
    if (unit == Unit.WORD) {
      if (prox.distance() < 0 || prox.distance() > Query.MAX_DISTANCE) {
        throw distance(prox);
      }
      return new Query.Proximity(one, other, unit, relation, (int) prox.distance(), prox.ordered());
    }
    var isSame =
        prox.distance() == 0 && (relation == Relation.EQUAL || relation == Relation.LESS_OR_EQUAL);
    if (!isSame) {
      throw distance(prox);
    }
    return new Query.Proximity(one, other, unit, Relation.EQUAL, 0, prox.ordered());
  }

  private static DiagnosticException distance(Prox prox) {
    return new DiagnosticException(
        Bib1Diagnostic.UNSUPPORTED_PROXIMITY_DISTANCE, Long.toString(prox.distance()));
  }

  private static Operand operand(Query query) {
    if (!(query instanceof Operand operand)) {
      throw new DiagnosticException(
          Bib1Diagnostic.OPERATOR_UNSUPPORTED, "operands of prox must be terms or prox");
    }
    if (operand.field().kind() != SearchField.Kind.WORDS
        || (operand instanceof Query.Term term && term.anchor() != Anchor.ANYWHERE)) {
      throw new DiagnosticException(
          Bib1Diagnostic.PROXIMITY_NOT_SUPPORTED_WITH_ATTRIBUTES,
          "operands of prox must be words anywhere in a field");
    }
    return operand;
  }

  private static Relation relation(long type) {
    return switch (Math.clamp(type, 0, Integer.MAX_VALUE)) {
      case 1 -> Relation.LESS;
      case 2 -> Relation.LESS_OR_EQUAL;
      case 3 -> Relation.EQUAL;
      case 4 -> Relation.GREATER_OR_EQUAL;
      case 5 -> Relation.GREATER;
      case 6 -> Relation.NOT_EQUAL;
      default ->
          throw new DiagnosticException(
              Bib1Diagnostic.UNSUPPORTED_PROXIMITY_RELATION, Long.toString(type));
    };
  }

  private static Unit unit(Prox prox) {
    return switch (prox.proximityUnitCode()) {
      case KnownUnit(var unit) when unit == WORD -> Unit.WORD;
      case KnownUnit(var unit) when unit == ELEMENT -> Unit.VALUE;
      case KnownUnit(var unit) -> throw unit(Long.toString(unit));
      case PrivateUnit(var unit) -> throw unit("private " + unit);
    };
  }

  private static DiagnosticException unit(String addinfo) {
    return new DiagnosticException(Bib1Diagnostic.UNSUPPORTED_PROXIMITY_UNIT_CODE, addinfo);
  }
}
