package org.samling.routes.z3950;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.search.SearchException;
import org.samling.core.search.SortOrder;
import org.samling.core.search.SortOrder.Direction;
import org.samling.core.search.SortOrder.Missing;
import org.samling.core.search.SortOrder.SortField;
import org.samling.routes.z3950.Z3950Session.NamedSet;
import org.samling.z3950.Z3950Request.SortRequest;
import org.samling.z3950.Z3950Response;
import org.samling.z3950.Z3950Response.SortResponse;
import org.samling.z3950.Z3950Response.SortResultSetStatus;
import org.samling.z3950.Z3950Response.SortStatus;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.data.AttributeElement;
import org.samling.z3950.data.AttributeElement.Numeric;
import org.samling.z3950.data.Bib1Diagnostic;
import org.samling.z3950.data.DefaultDiagFormat;
import org.samling.z3950.data.SortKeySpec;
import org.samling.z3950.data.SortKeySpec.SortRelation;

/**
 * Sorts result sets (Z39.50-2003, 3.2.7). The records stay those of the set, from the index as it
 * was at the search, and records with equal keys stay in the set's order.
 */
final class Z3950Sort {

  private static final long USE = 1;
  private static final long CASE_SENSITIVE = 0;
  private static final long CASE_INSENSITIVE = 1;

  private final Z3950Settings settings;

  Z3950Sort(Z3950Settings settings) {
    this.settings = settings;
  }

  Z3950Response sort(Z3950Exchange<SortRequest> exchange) {
    var message = exchange.message();
    var session = exchange.session();
    var name = message.sortedResultSetName();
    if (name.isEmpty()) {
      throw new DiagnosticException(Bib1Diagnostic.NO_RESULT_SET_NAME_ON_SORT, "");
    }
    Z3950Sets.checkName(session, name);
    var input = input(session, message.inputResultSetNames());
    var order = then(keys(message.sortSequence()), input.order());
    var sorted = sorted(input, order);
    session.keep(
        name,
        new NamedSet(input.database(), input.scope(), input.query(), input.terms(), order, sorted),
        settings.resultSets());
    return new SortResponse(
        message.referenceId(), SortStatus.SUCCESS, null, List.of(), sorted.count());
  }

  private static org.samling.core.search.ResultSet sorted(NamedSet input, SortOrder order) {
    try {
      return input.found().sorted(order);
    } catch (SearchException e) {
      throw e.kind() == SearchException.Kind.MISSING_VALUE
          ? new DiagnosticException(
              Bib1Diagnostic.CANNOT_SORT_ACCORDING_TO_SEQUENCE, String.valueOf(e.getMessage()))
          : e;
    }
  }

  /** The answer where nothing was sorted: a set with the name of the sorted one is unchanged. */
  static SortResponse failure(
      Z3950Session session, SortRequest message, DefaultDiagFormat diagnostic) {
    return new SortResponse(
        message.referenceId(),
        SortStatus.FAILURE,
        session.set(message.sortedResultSetName()) == null
            ? SortResultSetStatus.NONE
            : SortResultSetStatus.UNCHANGED,
        List.of(diagnostic),
        null);
  }

  private static NamedSet input(Z3950Session session, List<String> names) {
    if (names.isEmpty()) {
      throw new DiagnosticException(Bib1Diagnostic.NO_RESULT_SET_NAME_ON_SORT, "");
    } else if (names.size() > 1) {
      throw new DiagnosticException(Bib1Diagnostic.SORT_TOO_MANY_INPUT_RESULTS, "1");
    }
    return Z3950Sets.find(session, names.getFirst(), Bib1Diagnostic.RESULT_SET_DOES_NOT_EXIST);
  }

  /** The new keys, followed by those of the earlier order for other fields. */
  private static SortOrder then(List<SortOrder.Key> keys, SortOrder earlier) {
    var all = new ArrayList<>(keys);
    earlier.keys().stream()
        .filter(key -> keys.stream().noneMatch(k -> k.field() == key.field()))
        .limit(SortOrder.MAX_KEYS - keys.size())
        .forEach(all::add);
    return new SortOrder(all);
  }

  private static List<SortOrder.Key> keys(List<SortKeySpec> sequence) {
    if (sequence.isEmpty()) {
      throw new DiagnosticException(Bib1Diagnostic.SORT_ILLEGAL, "no key");
    } else if (sequence.size() > SortOrder.MAX_KEYS) {
      throw new DiagnosticException(
          Bib1Diagnostic.TOO_MANY_SORT_KEYS, Integer.toString(SortOrder.MAX_KEYS));
    }
    var keys = new ArrayList<SortOrder.Key>();
    for (var spec : sequence) {
      var key = key(spec);
      if (keys.stream().anyMatch(k -> k.field() == key.field())) {
        throw new DiagnosticException(
            Bib1Diagnostic.DUPLICATE_SORT_KEYS, "key " + (keys.size() + 1));
      }
      keys.add(key);
    }
    return keys;
  }

  private static SortOrder.Key key(SortKeySpec spec) {
    var field = field(spec.sortElement());
    var direction = direction(spec.sortRelation());
    // Words are folded before they are compared, so capital letters never count.
    if (spec.caseSensitivity() != CASE_SENSITIVE && spec.caseSensitivity() != CASE_INSENSITIVE) {
      throw new DiagnosticException(
          Bib1Diagnostic.ILLEGAL_CASE_VALUE, Long.toString(spec.caseSensitivity()));
    }
    return new SortOrder.Key(field, direction, missing(spec.missingValueAction(), direction));
  }

  private static Direction direction(long relation) {
    if (relation == SortRelation.ASCENDING.number()) {
      return Direction.ASCENDING;
    } else if (relation == SortRelation.DESCENDING.number()) {
      return Direction.DESCENDING;
    }
    throw new DiagnosticException(Bib1Diagnostic.ILLEGAL_SORT_RELATION, Long.toString(relation));
  }

  /** Records without a value come last, whichever the direction. */
  private static Missing missing(
      SortKeySpec.@Nullable MissingValueAction action, Direction direction) {
    return switch (action) {
      case SortKeySpec.Abort() -> Missing.REFUSED;
      case SortKeySpec.MissingValueData _ ->
          throw new DiagnosticException(
              Bib1Diagnostic.UNSUPPORTED_MISSING_DATA_ACTION, "missingValueData");
      case null -> last(direction);
      case SortKeySpec.NullValue() -> last(direction);
    };
  }

  private static Missing last(Direction direction) {
    return direction == Direction.ASCENDING ? Missing.HIGHEST : Missing.LOWEST;
  }

  private static SortField field(SortKeySpec.SortElement element) {
    return switch (element) {
      case SortKeySpec.DatabaseSpecific _ ->
          throw new DiagnosticException(Bib1Diagnostic.DATABASE_SPECIFIC_SORT_NOT_SUPPORTED, "");
      case SortKeySpec.Generic(SortKeySpec.SortField(var name)) -> throw unknown(name);
      case SortKeySpec.Generic(SortKeySpec.ElementSpec _) -> throw unknown("elementSpec");
      case SortKeySpec.Generic(SortKeySpec.SortAttributes(var set, var attributes)) ->
          field(set, attributes);
    };
  }

  /** Determines the sort field by the use attribute alone. */
  private static SortField field(Oid set, List<AttributeElement> attributes) {
    SortField field = null;
    for (var attribute : attributes) {
      var itsSet = attribute.attributeSet() == null ? set : attribute.attributeSet();
      if (!itsSet.equals(Oid.BIB_1)) {
        throw new DiagnosticException(Bib1Diagnostic.UNSUPPORTED_ATTRIBUTE_SET, itsSet.dotted());
      } else if (attribute.attributeType() != USE) {
        throw new DiagnosticException(
            Bib1Diagnostic.UNSUPPORTED_ATTRIBUTE_TYPE, Long.toString(attribute.attributeType()));
      } else if (field != null || !(attribute.attributeValue() instanceof Numeric(var use))) {
        throw new DiagnosticException(
            Bib1Diagnostic.UNSUPPORTED_ATTRIBUTE_COMBINATION, "name one use attribute by number");
      } else {
        field = field(use).orElseThrow(() -> unknown("1=" + use));
      }
    }
    if (field == null) {
      throw new DiagnosticException(Bib1Diagnostic.USE_ATTRIBUTE_REQUIRED, "");
    }
    return field;
  }

  private static Optional<SortField> field(long use) {
    return switch (Math.clamp(use, -1, Integer.MAX_VALUE)) {
      case 4 -> Optional.of(SortField.TITLE);
      case 12 -> Optional.of(SortField.NUMBER);
      case 31 -> Optional.of(SortField.YEAR);
      case 1003 -> Optional.of(SortField.AUTHOR);
      default -> Optional.empty();
    };
  }

  private static DiagnosticException unknown(String key) {
    return new DiagnosticException(Bib1Diagnostic.CANNOT_SORT_ACCORDING_TO_SEQUENCE, key);
  }
}
