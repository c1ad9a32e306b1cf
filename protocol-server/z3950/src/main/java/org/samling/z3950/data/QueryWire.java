package org.samling.z3950.data;

import java.util.List;
import org.samling.z3950.ber.BerNode;
import org.samling.z3950.ber.BerTag;
import org.samling.z3950.ber.BerWriter;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.data.RpnStructure.And;
import org.samling.z3950.data.RpnStructure.AndNot;
import org.samling.z3950.data.RpnStructure.AttributesPlusTerm;
import org.samling.z3950.data.RpnStructure.KnownUnit;
import org.samling.z3950.data.RpnStructure.Operand;
import org.samling.z3950.data.RpnStructure.Operation;
import org.samling.z3950.data.RpnStructure.Operator;
import org.samling.z3950.data.RpnStructure.Or;
import org.samling.z3950.data.RpnStructure.PrivateUnit;
import org.samling.z3950.data.RpnStructure.Prox;
import org.samling.z3950.data.RpnStructure.ProximityUnitCode;
import org.samling.z3950.data.RpnStructure.ResultSetOperand;
import org.samling.z3950.data.RpnStructure.ResultSetPlusAttributes;

/**
 * Query and RPNQuery. Reading and writing recurse once for each nested operator; the limit of depth
 * bounds the recursion when reading.
 */
public final class QueryWire {
  public static final int RESULT_SET_ID = BerTag.context(31);
  public static final int ATTRIBUTES_PLUS_TERM = BerTag.context(102);

  private static final int TYPE_1 = BerTag.context(1);
  private static final int TYPE_2 = BerTag.context(2);
  private static final int TYPE_101 = BerTag.context(101);
  private static final int TYPE_104 = BerTag.context(104);
  private static final List<Integer> OTHER_TYPES = List.of(0, 100, 102);

  private static final int OPERAND = BerTag.context(0);
  private static final int RPN_RPN_OP = BerTag.context(1);
  private static final int RESULT_SET_PLUS_ATTRIBUTES = BerTag.context(214);

  private static final int OPERATOR = BerTag.context(46);
  private static final int AND = BerTag.context(0);
  private static final int OR = BerTag.context(1);
  private static final int AND_NOT = BerTag.context(2);
  private static final int PROX = BerTag.context(3);

  private static final int EXCLUSION = BerTag.context(1);
  private static final int DISTANCE = BerTag.context(2);
  private static final int ORDERED = BerTag.context(3);
  private static final int RELATION_TYPE = BerTag.context(4);
  private static final int PROXIMITY_UNIT_CODE = BerTag.context(5);
  private static final int KNOWN = BerTag.context(1);
  private static final int PRIVATE = BerTag.context(2);

  private QueryWire() {}

  public static Query read(BerNode node) {
    if (node.is(TYPE_1) || node.is(TYPE_101)) {
      return new Query.Rpn(rpnQuery(node));
    }
    if (node.is(TYPE_2)) {
      return new Query.Ccl(node.octets());
    }
    if (node.is(TYPE_104)) {
      return new Query.OfLanguage(ExternalWire.read(node));
    }
    int type = BerTag.number(node.tag());
    if (BerTag.isContext(node.tag()) && OTHER_TYPES.contains(type)) {
      return new Query.Unsupported(type, node.element());
    }
    throw node.fault("a query of a type that is not in the standard");
  }

  private static RpnQuery rpnQuery(BerNode node) {
    var attributeSet = node.required(BerTag.OBJECT_IDENTIFIER, "attributeSet").oid();
    for (var child : node.children()) {
      if (child.is(OPERAND) || child.is(RPN_RPN_OP)) {
        return new RpnQuery(attributeSet, structure(child));
      }
    }
    throw node.fault("the RPN query has neither operand nor operator");
  }

  private static RpnStructure structure(BerNode node) {
    if (node.is(OPERAND)) {
      return operand(node.first("operand"));
    } else if (node.is(RPN_RPN_OP)) {
      var children = node.children();
      if (children.size() < 3) {
        throw node.fault("an operation must have two operands and an operator");
      }
      return new Operation(
          structure(children.get(0)),
          structure(children.get(1)),
          operator(node.required(OPERATOR, "operator").first("operator")));
    }
    throw node.fault("neither an operand nor an operation");
  }

  private static Operand operand(BerNode node) {
    if (node.is(ATTRIBUTES_PLUS_TERM)) {
      return attributesPlusTerm(node);
    } else if (node.is(RESULT_SET_ID)) {
      return new ResultSetOperand(node.text());
    } else if (node.is(RESULT_SET_PLUS_ATTRIBUTES)) {
      return new ResultSetPlusAttributes(
          node.required(RESULT_SET_ID, "resultSet").text(), AttributeWire.readList(node));
    }
    throw node.fault("an operand of an unknown kind");
  }

  public static AttributesPlusTerm attributesPlusTerm(BerNode node) {
    return new AttributesPlusTerm(AttributeWire.readList(node), TermWire.readIn(node));
  }

  private static Operator operator(BerNode node) {
    if (node.is(AND)) {
      return new And();
    } else if (node.is(OR)) {
      return new Or();
    } else if (node.is(AND_NOT)) {
      return new AndNot();
    } else if (node.is(PROX)) {
      var exclusion = node.find(EXCLUSION);
      return new Prox(
          exclusion != null && exclusion.bool(),
          node.required(DISTANCE, "distance").integer(),
          node.required(ORDERED, "ordered").bool(),
          node.required(RELATION_TYPE, "relationType").integer(),
          unit(node.required(PROXIMITY_UNIT_CODE, "proximityUnitCode").first("proximityUnitCode")));
    }
    throw node.fault("an operator of an unknown kind");
  }

  private static ProximityUnitCode unit(BerNode node) {
    if (node.is(KNOWN)) {
      return new KnownUnit(node.integer());
    } else if (node.is(PRIVATE)) {
      return new PrivateUnit(node.integer());
    }
    throw node.fault("a proximity unit of an unknown kind");
  }

  public static void write(BerWriter out, Query query) {
    switch (query) {
      case Query.Rpn(RpnQuery(Oid attributeSet, RpnStructure rpn)) -> {
        out.begin(TYPE_1);
        out.oid(BerTag.OBJECT_IDENTIFIER, attributeSet);
        write(out, rpn);
        out.end();
      }
      case Query.Ccl(Octets ccl) -> {
        out.begin(TYPE_2); // an explicit tag
        out.octets(BerTag.OCTET_STRING, ccl);
        out.end();
      }
      case Query.OfLanguage(External external) -> ExternalWire.write(out, TYPE_104, external);
      case Query.Unsupported(var _, Octets element) -> out.element(element);
    }
  }

  private static void write(BerWriter out, RpnStructure structure) {
    switch (structure) {
      case Operation(RpnStructure left, RpnStructure right, Operator operator) -> {
        out.begin(RPN_RPN_OP);
        write(out, left);
        write(out, right);
        out.begin(OPERATOR);
        write(out, operator);
        out.end();
      }
      case Operand operand -> {
        out.begin(OPERAND);
        write(out, operand);
      }
    }
    out.end();
  }

  private static void write(BerWriter out, Operand operand) {
    switch (operand) {
      case AttributesPlusTerm term -> write(out, term);
      case ResultSetOperand(String resultSetId) -> out.text(RESULT_SET_ID, resultSetId);
      case ResultSetPlusAttributes(String resultSetId, List<AttributeElement> attributes) -> {
        out.begin(RESULT_SET_PLUS_ATTRIBUTES);
        out.text(RESULT_SET_ID, resultSetId);
        AttributeWire.writeList(out, attributes);
        out.end();
      }
    }
  }

  public static void write(BerWriter out, AttributesPlusTerm operand) {
    out.begin(ATTRIBUTES_PLUS_TERM);
    AttributeWire.writeList(out, operand.attributes());
    TermWire.write(out, operand.term());
    out.end();
  }

  private static void write(BerWriter out, Operator operator) {
    switch (operator) {
      case And() -> out.nothing(AND);
      case Or() -> out.nothing(OR);
      case AndNot() -> out.nothing(AND_NOT);
      case Prox prox -> {
        out.begin(PROX);
        out.bool(EXCLUSION, prox.exclusion());
        out.integer(DISTANCE, prox.distance());
        out.bool(ORDERED, prox.ordered());
        out.integer(RELATION_TYPE, prox.relationType());
        out.begin(PROXIMITY_UNIT_CODE);
        switch (prox.proximityUnitCode()) {
          case KnownUnit(long unit) -> out.integer(KNOWN, unit);
          case PrivateUnit(long unit) -> out.integer(PRIVATE, unit);
        }
        out.end();
        out.end();
      }
    }
  }
}
