package org.samling.z3950.ccl;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.ccl.CclNode.Near;
import org.samling.z3950.ccl.CclNode.Range;
import org.samling.z3950.ccl.CclNode.Relation;
import org.samling.z3950.ccl.CclNode.ResultSet;
import org.samling.z3950.data.AttributeElement;
import org.samling.z3950.data.RpnStructure;
import org.samling.z3950.data.RpnStructure.AttributesPlusTerm;
import org.samling.z3950.data.RpnStructure.KnownUnit;
import org.samling.z3950.data.RpnStructure.Operation;
import org.samling.z3950.data.RpnStructure.Operator;
import org.samling.z3950.data.RpnStructure.Or;
import org.samling.z3950.data.RpnStructure.Prox;
import org.samling.z3950.data.RpnStructure.ResultSetOperand;
import org.samling.z3950.data.Term.General;

/** Converts a query in CCL into a type 1 query with attributes of Bib-1. */
public final class CclRpn {

  private static final int USE = 1;
  private static final int RELATION = 2;
  private static final int STRUCTURE = 4;
  private static final int TRUNCATION = 5;

  private static final int PHRASE = 1;
  private static final int WORD_LIST = 6;

  private static final int RIGHT = 1;
  private static final int LEFT = 2;
  private static final int BOTH = 3;

  /** ANSI Z39.58: ? is any number of characters, # is one. */
  private static final int Z39_58 = 104;

  /** Less or equal, and the unit word (Z39.50-2003, RPN query, proximity). */
  private static final int AT_MOST = 2;

  private static final int WORD = 2;

  private final Z3950Charset charset;

  /** The result of converting a query. */
  public sealed interface Translation {}

  /** A type 1 query with attributes of Bib-1. */
  public record Rpn(RpnStructure rpn) implements Translation {}

  /** The query names an unknown field. */
  public record UnknownQualifier(String name) implements Translation {}

  /** Aborts the conversion; never leaves this class. */
  private static final class Unknown extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String name;

    Unknown(String name) {
      super(name, null, false, false);
      this.name = name;
    }
  }

  private CclRpn(Z3950Charset charset) {
    this.charset = charset;
  }

  /**
   * Converts a query.
   *
   * @param charset the character set of the session's terms
   */
  public static Translation translate(CclNode query, Z3950Charset charset) {
    try {
      return new Rpn(new CclRpn(charset).node(query));
    } catch (Unknown e) {
      return new UnknownQualifier(e.name);
    }
  }

  /** Recursion is as deep as the parser allows. */
  private RpnStructure node(CclNode node) {
    return switch (node) {
      case CclNode.Operation(var operator, var left, var right) ->
          new Operation(node(left), node(right), operator(operator));
      case Near(var left, var right, var distance, var isOrdered) ->
          new Operation(
              node(left),
              node(right),
              new Prox(false, distance, isOrdered, AT_MOST, new KnownUnit(WORD)));
      case ResultSet(var name) -> new ResultSetOperand(name);
      case CclNode.Term term -> inEach(term.qualifiers(), use -> term(use, term));
      case Range(var qualifiers, var from, var to) ->
          inEach(qualifiers, use -> range(use, from, to));
    };
  }

  private static Operator operator(CclNode.Operator operator) {
    return switch (operator) {
      case AND -> new RpnStructure.And();
      case OR -> new Or();
      case NOT -> new RpnStructure.AndNot();
    };
  }

  private static RpnStructure inEach(
      List<String> qualifiers, Function<List<AttributeElement>, RpnStructure> translation) {
    return qualifiers.stream()
        .map(name ->
            List.of(
                AttributeElement.of(
                    USE, CclQualifiers.use(name).orElseThrow(() -> new Unknown(name)))))
        .map(translation)
        .reduce((one, other) -> new Operation(one, other, new Or()))
        .orElseGet(() -> translation.apply(List.of()));
  }

  private RpnStructure range(List<AttributeElement> use, String from, String to) {
    if (to.isEmpty()) {
      return value(use, Relation.GREATER_OR_EQUAL, from);
    }
    var last = value(use, Relation.LESS_OR_EQUAL, to);
    return from.isEmpty()
        ? last
        : new Operation(value(use, Relation.GREATER_OR_EQUAL, from), last, new RpnStructure.And());
  }

  private AttributesPlusTerm value(List<AttributeElement> use, Relation relation, String text) {
    var attributes = new ArrayList<>(use);
    attributes.add(AttributeElement.of(RELATION, relation.attribute()));
    return term(attributes, text);
  }

  private AttributesPlusTerm term(List<AttributeElement> use, CclNode.Term term) {
    var attributes = new ArrayList<>(use);
    if (term.relation() != Relation.EQUAL) {
      attributes.add(AttributeElement.of(RELATION, term.relation().attribute()));
    }
    var text = String.join(" ", term.words());
    if (term.isQuoted()) {
      attributes.add(AttributeElement.of(STRUCTURE, PHRASE));
      return term(attributes, text);
    }
    if (term.words().size() > 1) {
      attributes.add(AttributeElement.of(STRUCTURE, WORD_LIST));
    }
    var truncation = truncation(text);
    if (truncation == 0) {
      return term(attributes, text);
    }
    attributes.add(AttributeElement.of(TRUNCATION, truncation));
    return term(attributes, truncation == Z39_58 ? text : text.replace("?", ""));
  }

  /** The truncation attribute for the masking characters of a text; 0 if it has none. */
  private static int truncation(String text) {
    if (text.indexOf('?') < 0 && text.indexOf('#') < 0) {
      return 0;
    }
    var left = text.startsWith("?");
    var right = text.length() > 1 && text.endsWith("?");
    var inner = text.substring(left ? 1 : 0, text.length() - (right ? 1 : 0));
    if (inner.isEmpty() || inner.chars().anyMatch(c -> c == '?' || c == '#' || c == ' ')) {
      return Z39_58;
    }
    return left ? right ? BOTH : LEFT : RIGHT;
  }

  private AttributesPlusTerm term(List<AttributeElement> attributes, String text) {
    return new AttributesPlusTerm(attributes, new General(charset.encode(text)));
  }
}
