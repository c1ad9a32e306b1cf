package org.samling.routes.z3950;

import java.util.List;
import java.util.Objects;
import org.samling.core.search.Query;
import org.samling.core.search.SortOrder;
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
 * Translates a type-1 query into the core's. A result set as an operand is replaced by the query
 * that produced it.
 */
final class Z3950Queries {

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
   * @param terms the number of its terms
   * @param order by relevance where a term asks for that, else the latest first
   */
  record SizedQuery(Query query, int terms, SortOrder order) {}

  /**
   * Translates a query.
   *
   * @throws DiagnosticException where a feature is not supported
   */
  static SizedQuery translate(
      Z3950Session session, Database database, org.samling.z3950.data.Query query) {
    return switch (query) {
      case org.samling.z3950.data.Query.Rpn(var rpn) -> translate(session, database, rpn);
      case org.samling.z3950.data.Query.Ccl(var ccl) ->
          translate(session, database, TextQueries.ccl(ccl, session.codec().charset()));
      case org.samling.z3950.data.Query.OfLanguage(var text) ->
          TextQueries.cql(text, session.codec().charset());
      case org.samling.z3950.data.Query.Unsupported(var type, _) ->
          throw new DiagnosticException(
              Bib1Diagnostic.QUERY_TYPE_NOT_SUPPORTED, Integer.toString(type));
    };
  }

  private static SizedQuery translate(Z3950Session session, Database database, RpnQuery query) {
    var translation = new Z3950Queries(session, database);
    var bib1 = new Bib1Terms(query.attributeSet(), session.codec().charset());
    var translated = translation.translate(query.rpn(), bib1);
    return new SizedQuery(
        translated,
        translation.terms,
        bib1.isRelevant() ? SortOrder.RELEVANCE : SortOrder.LATEST_FIRST);
  }

  /** Recurses as deeply as the codec allows. */
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
        yield bib1.translate(attributes, term);
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
          "%s belongs to the database %s".formatted(name, set.database()));
    }
    count(set.terms());
    return set.query();
  }

  /** Counts terms, including those of result sets. */
  private void count(int more) {
    terms += more;
    if (terms > Query.MAX_TERMS) {
      throw new DiagnosticException(
          Bib1Diagnostic.TOO_MANY_BOOLEAN_OPERATORS, Integer.toString(Query.MAX_OPERATORS));
    }
  }
}
