package org.samling.routes.z3950;

import java.util.List;
import java.util.Objects;
import org.samling.core.search.Query;
import org.samling.routes.catalogue.Databases.Database;
import org.samling.routes.z3950.Z3950Session.NamedSet;
import org.samling.z3950.data.Bib1Diagnostic;
import org.samling.z3950.data.RpnQuery;
import org.samling.z3950.data.RpnStructure;
import org.samling.z3950.data.RpnStructure.AttributesPlusTerm;
import org.samling.z3950.data.RpnStructure.Operation;
import org.samling.z3950.data.RpnStructure.ResultSetOperand;
import org.samling.z3950.data.RpnStructure.ResultSetPlusAttributes;

/**
 * Turns a query of type 1 into the core's. A result set that is an operand stands for the query it
 * came from.
 */
final class Z3950Queries {

  /** The most terms of a query, those of the result sets in it included. */
  private static final int MOST_TERMS = 1_000;

  private final Z3950Session session;
  private final Database database;
  private int terms;

  private Z3950Queries(Z3950Session session, Database database) {
    this.session = session;
    this.database = database;
  }

  /**
   * A query with its size.
   *
   * @param terms how many terms it has
   */
  record Translated(Query query, int terms) {}

  /**
   * Translates.
   *
   * @throws DiagnosticException where something of the query is not supported
   */
  static Translated translate(
      Z3950Session session, Database database, org.samling.z3950.data.Query query) {
    return switch (query) {
      case org.samling.z3950.data.Query.Rpn(var rpn) -> translate(session, database, rpn);
      case org.samling.z3950.data.Query.Ccl(var ccl) ->
          translate(session, database, TextQueries.ccl(ccl, session.codec().charset()));
      case org.samling.z3950.data.Query.OfLanguage(var text) ->
          TextQueries.ofLanguage(text, session.codec().charset());
      case org.samling.z3950.data.Query.Unsupported(var type, _) ->
          throw new DiagnosticException(
              Bib1Diagnostic.QUERY_TYPE_NOT_SUPPORTED, Integer.toString(type));
    };
  }

  private static Translated translate(Z3950Session session, Database database, RpnQuery query) {
    var translation = new Z3950Queries(session, database);
    var bib1 = new Bib1Terms(query.attributeSet(), session.codec().charset());
    var translated = translation.translate(query.rpn(), bib1);
    return new Translated(translated, translation.terms);
  }

  /** As deep as the codec lets a query be. */
  private Query translate(RpnStructure rpn, Bib1Terms bib1) {
    return switch (rpn) {
      case Operation(var left, var right, var operator) -> {
        var first = translate(left, bib1);
        var second = translate(right, bib1);
        yield switch (operator) {
          case RpnStructure.And() -> new Query.And(first, second);
          case RpnStructure.Or() -> new Query.Or(first, second);
          case RpnStructure.AndNot() -> new Query.AndNot(first, second);
          case RpnStructure.Prox prox -> {
            if (left instanceof ResultSetOperand || right instanceof ResultSetOperand) {
              throw new DiagnosticException(Bib1Diagnostic.PROXIMITY_OF_SETS_NOT_SUPPORTED, "prox");
            }
            yield Bib1Proximity.of(prox, first, second);
          }
        };
      }
      case AttributesPlusTerm(var attributes, var term) -> {
        count(1);
        yield bib1.term(attributes, term);
      }
      case ResultSetOperand(var name) -> {
        var set = Z3950Sets.find(session, name, Bib1Diagnostic.ILLEGAL_RESULT_SET_NAME);
        yield operand(name, set);
      }
      case ResultSetPlusAttributes(var name, List<?> _) ->
          throw new DiagnosticException(Bib1Diagnostic.RESULT_ATTR_NOT_SUPPORTED, name);
    };
  }

  private Query operand(String name, NamedSet set) {
    if (!set.database().equals(database.name()) || !Objects.equals(set.scope(), database.scope())) {
      throw new DiagnosticException(
          Bib1Diagnostic.RESULT_SET_NOT_SUPPORTED_AS_TERM,
          "%s is of the database %s".formatted(name, set.database()));
    }
    count(set.terms());
    return set.query();
  }

  private void count(int more) {
    terms += more;
    if (terms > MOST_TERMS) {
      throw new DiagnosticException(
          Bib1Diagnostic.TOO_MANY_BOOLEAN_OPERATORS, Integer.toString(MOST_TERMS));
    }
  }
}
