package org.samling.routes.cql;

import java.util.ArrayDeque;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.core.search.Query;
import org.samling.core.search.Query.Relation;
import org.samling.core.search.Query.Unit;
import org.samling.core.search.SearchField;
import org.samling.core.search.SortOrder;
import org.samling.cql.CqlDecoded;
import org.samling.cql.CqlModifier;
import org.samling.cql.CqlNode;
import org.samling.cql.CqlNode.Operation;
import org.samling.cql.CqlNode.Operator;
import org.samling.cql.CqlNode.SearchClause;
import org.samling.cql.CqlParser;
import org.samling.cql.CqlQuery;
import org.samling.cql.DiagnosticCode;
import org.samling.routes.cql.CqlTranslated.Refused;
import org.samling.routes.cql.CqlTranslated.Translated;
import org.samling.sru.SruDiagnostic;

/** Turns CQL queries into the core's. */
public final class CqlTranslation {

  private static final Pattern MEANT_AS_CQL =
      Pattern.compile("[=<>]|\\bsortby\\b", Pattern.CASE_INSENSITIVE);

  private int terms;
  private boolean isRelevant;

  private CqlTranslation() {}

  /** Translates a query; unsupported features are refused with their diagnostic. */
  public static CqlTranslated translate(CqlQuery query) {
    try {
      var translation = new CqlTranslation();
      var translated = translation.node(CqlNames.DEFAULT, query.root());
      var order =
          query.sortKeys().isEmpty() && translation.isRelevant
              ? SortOrder.RELEVANCE
              : CqlOrder.order(CqlNames.DEFAULT.with(query.root().prefixes()), query.sortKeys());
      return new Translated(translated, order, translation.terms);
    } catch (CqlRefusal e) {
      return new Refused(e.diagnostic());
    }
  }

  /** Words as users type them (SRU 2.0, queryType searchTerms): all of them, anywhere. */
  public static CqlTranslated searchTerms(String words) {
    if (words.length() > Query.MAX_TEXT) {
      return new Refused(
          new SruDiagnostic(
              DiagnosticCode.TOO_MANY_CHARACTERS_IN_QUERY, Integer.toString(Query.MAX_TEXT)));
    }
    return new Translated(Query.Term.words(SearchField.ANY, words), SortOrder.LATEST_FIRST, 1);
  }

  /**
   * What people type into a search box: CQL, or words in whatever form. Text that is not CQL, and
   * shows no sign of being meant as CQL, is taken as words; so is what would be CQL with an index
   * or a relation that there is not, as any three words are. The most relevant records come first
   * unless the query names another order.
   */
  public static CqlTranslated typed(String text) {
    var isMeant = MEANT_AS_CQL.matcher(text).find();
    return switch (CqlParser.parse(text)) {
      case CqlDecoded.Malformed(var fault) ->
          isMeant ? new Refused(SruDiagnostic.of(fault)) : words(text);
      case CqlDecoded.Parsed(var parsed) ->
          switch (translate(parsed)) {
            case Refused refused -> isMeant ? refused : words(text);
            case Translated _ when !isMeant && isWord(parsed, text) -> words(text);
            case Translated(var query, var order, var count) when parsed.sortKeys().isEmpty() ->
                new Translated(query, SortOrder.RELEVANCE, count);
            case Translated translated -> translated;
          };
    };
  }

  /** Whether a query is a word by itself, without quotes and masks. */
  private static boolean isWord(CqlQuery query, String text) {
    return query.root() instanceof SearchClause(_, _, _, var term)
        && text.strip().equals(term)
        && CqlWords.of(term, true).isPlain()
        && !CqlWords.of(term, true).isAnchored();
  }

  private static CqlTranslated words(String text) {
    return switch (searchTerms(text)) {
      case Refused refused -> refused;
      case Translated _ ->
          new Translated(Query.Term.forms(SearchField.ANY, text), SortOrder.RELEVANCE, 1);
    };
  }

  /** The result of translating a scanClause. */
  public sealed interface ScanPlace {}

  /** A place among the terms of a field. */
  public record Term(SearchField field, String text) implements ScanPlace {}

  /** The diagnostic where a scanClause can't be translated. */
  public record RefusedPlace(SruDiagnostic diagnostic) implements ScanPlace {}

  /** The place in a list of terms that a scanClause asks for. */
  public static ScanPlace scanPlace(CqlQuery clause) {
    try {
      if (!(clause.root()
          instanceof SearchClause(var prefixes, var name, var relation, var term))) {
        throw new CqlRefusal(
            DiagnosticCode.UNSUPPORTED_BOOLEAN_OPERATOR, "a scanClause has one index and one term");
      }
      var index = CqlNames.DEFAULT.with(prefixes).index(name);
      var comparitor = CqlNames.unprefixed("cql", relation.comparitor());
      if (!List.of("=", "==", "exact", "scr", "any", "all", "adj").contains(comparitor)) {
        throw new CqlRefusal(DiagnosticCode.UNSUPPORTED_RELATION, relation.comparitor());
      }
      if (!relation.modifiers().isEmpty()) {
        throw new CqlRefusal(
            DiagnosticCode.UNSUPPORTED_RELATION_MODIFIER, relation.modifiers().getFirst().name());
      }
      if (!index.field().isListed()) {
        throw new CqlRefusal(DiagnosticCode.UNSUPPORTED_INDEX, name + " can't be scanned");
      }
      // The place before the first word is the start of the list.
      var text = term.isBlank() ? "" : plain(term);
      return new Term(index.field(), text);
    } catch (CqlRefusal e) {
      return new RefusedPlace(e.diagnostic());
    }
  }

  private static String plain(String term) {
    var words = CqlWords.of(term, true);
    if (!words.isPlain()) {
      throw new CqlRefusal(DiagnosticCode.MASKING_NOT_SUPPORTED, "in a scanClause");
    }
    if (words.isAnchored()) {
      throw new CqlRefusal(DiagnosticCode.ANCHORING_NOT_SUPPORTED, "in a scanClause");
    }
    return words.text();
  }

  /** Recurses as deeply as the parser allows; a chain of operators adds no depth. */
  private Query node(CqlNames outer, CqlNode node) {
    var names = outer;
    var chain = new ArrayDeque<Link>();
    var left = node;
    while (left instanceof Operation operation && operation.operator() != Operator.PROX) {
      names = names.with(operation.prefixes());
      chain.push(new Link(operation, names));
      left = operation.left();
    }
    var query = leaf(names, left);
    for (var link : chain) {
      var operation = link.operation();
      if (!operation.modifiers().isEmpty()) {
        throw new CqlRefusal(
            DiagnosticCode.UNSUPPORTED_BOOLEAN_MODIFIER, operation.modifiers().getFirst().name());
      }
      var right = node(link.names(), operation.right());
      query =
          switch (operation.operator()) {
            case AND -> new Query.And(query, right);
            case OR -> new Query.Or(query, right);
            case NOT -> new Query.AndNot(query, right);
            case PROX -> throw new IllegalStateException("prox in a chain of operators");
          };
    }
    return query;
  }

  private record Link(Operation operation, CqlNames names) {}

  private Query leaf(CqlNames names, CqlNode node) {
    return switch (node) {
      case SearchClause clause -> {
        var query = CqlClauses.translate(names.with(clause.prefixes()), clause);
        isRelevant |= CqlClauses.isRelevant(clause);
        count(query);
        yield query;
      }
      case Operation proximity -> proximity(names, proximity);
    };
  }

  /** Counts the terms of a clause: one, or a chain of them. */
  private void count(Query query) {
    var open = new ArrayDeque<Query>();
    open.push(query);
    while (!open.isEmpty()) {
      switch (open.pop()) {
        case Query.And(var left, var right) -> {
          open.push(left);
          open.push(right);
        }
        case Query.Or(var left, var right) -> {
          open.push(left);
          open.push(right);
        }
        case Query.AndNot(var left, var right) -> {
          open.push(left);
          open.push(right);
        }
        case Query.Known _, Query.Operand _ -> terms++;
      }
    }
    if (terms > Query.MAX_TERMS) {
      throw new CqlRefusal(
          DiagnosticCode.TOO_MANY_BOOLEAN_OPERATORS, Integer.toString(Query.MAX_OPERATORS));
    }
  }

  private Query.Proximity proximity(CqlNames outer, Operation operation) {
    var names = outer.with(operation.prefixes());
    var distance = Distance.of(operation.modifiers());
    var left = operand(names, operation.left());
    var right = operand(names, operation.right());
    if (left.field() != right.field()) {
      throw new CqlRefusal(
          DiagnosticCode.UNSUPPORTED_COMBINATION_OF_INDEXES, "prox needs the same index twice");
    }
    return new Query.Proximity(
        left, right, distance.unit(), distance.relation(), distance.distance(), distance.ordered());
  }

  private Query.Operand operand(CqlNames names, CqlNode node) {
    return switch (node) {
      case SearchClause clause -> {
        var operand = CqlClauses.operand(names.with(clause.prefixes()), clause);
        isRelevant |= CqlClauses.isRelevant(clause);
        count(operand);
        yield operand;
      }
      case Operation operation when operation.operator() == Operator.PROX ->
          proximity(names, operation);
      case Operation _ ->
          throw new CqlRefusal(
              DiagnosticCode.PROXIMITY_NOT_SUPPORTED, "of anything but terms and prox");
    };
  }

  /** The modifiers of {@code prox} (context set cql 1.2, "Boolean Modifiers"). */
  private record Distance(Unit unit, Relation relation, int distance, boolean ordered) {

    static Distance of(List<CqlModifier> modifiers) {
      var unit = Unit.WORD;
      @Nullable CqlModifier distance = null;
      var ordered = false;
      var unordered = false;
      for (var modifier : modifiers) {
        switch (CqlNames.unprefixed("cql", modifier.name())) {
          case "unit" -> unit = unit(modifier);
          case "distance" -> distance = modifier;
          case "ordered" -> ordered = true;
          case "unordered" -> unordered = true;
          default ->
              throw new CqlRefusal(DiagnosticCode.UNSUPPORTED_BOOLEAN_MODIFIER, modifier.name());
        }
      }
      if (ordered && unordered) {
        throw new CqlRefusal(
            DiagnosticCode.UNSUPPORTED_COMBINATION_OF_PROXIMITY_MODIFIERS, "ordered and unordered");
      }
      return distance == null
          ? usual(unit, ordered)
          : new Distance(unit, relation(unit, distance), number(unit, distance), ordered);
    }

    /** Defaults: adjacent words; for other units, the same unit. */
    private static Distance usual(Unit unit, boolean ordered) {
      return switch (unit) {
        case WORD -> new Distance(unit, Relation.LESS_OR_EQUAL, 1, ordered);
        case VALUE -> new Distance(unit, Relation.EQUAL, 0, ordered);
      };
    }

    private static Unit unit(CqlModifier modifier) {
      return switch (CqlNames.unprefixed("cql", String.valueOf(modifier.value()))) {
        case "word" -> Unit.WORD;
        case "element" -> Unit.VALUE;
        default ->
            throw new CqlRefusal(
                DiagnosticCode.UNSUPPORTED_PROXIMITY_UNIT, String.valueOf(modifier.value()));
      };
    }

    private static Relation relation(Unit unit, CqlModifier modifier) {
      var relation =
          switch (String.valueOf(modifier.comparison())) {
            case "<" -> Relation.LESS;
            case "<=" -> Relation.LESS_OR_EQUAL;
            case "=", "==" -> Relation.EQUAL;
            case ">=" -> Relation.GREATER_OR_EQUAL;
            case ">" -> Relation.GREATER;
            case "<>" -> Relation.NOT_EQUAL;
            default ->
                throw new CqlRefusal(
                    DiagnosticCode.UNSUPPORTED_PROXIMITY_RELATION, "distance without a value");
          };
      if (unit == Unit.WORD) {
        return relation;
      }
      if (relation != Relation.EQUAL && relation != Relation.LESS_OR_EQUAL) {
        throw new CqlRefusal(
            DiagnosticCode.UNSUPPORTED_PROXIMITY_RELATION,
            "%s with the unit element".formatted(modifier.comparison()));
      }
      return Relation.EQUAL;
    }

    private static int number(Unit unit, CqlModifier modifier) {
      var most = unit == Unit.WORD ? Query.MAX_DISTANCE : 0;
      try {
        var number = Integer.parseInt(String.valueOf(modifier.value()));
        if (number >= 0 && number <= most) {
          return number;
        }
      } catch (NumberFormatException _) {
        // Refused below.
      }
      throw new CqlRefusal(
          DiagnosticCode.UNSUPPORTED_PROXIMITY_DISTANCE, String.valueOf(modifier.value()));
    }
  }
}
