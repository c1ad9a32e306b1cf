package org.samling.routes.cql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.search.SortOrder;
import org.samling.core.search.SortOrder.Direction;
import org.samling.core.search.SortOrder.Missing;
import org.samling.cql.CqlModifier;
import org.samling.cql.CqlQuery.SortKey;
import org.samling.cql.DiagnosticCode;
import org.samling.sru.SruDiagnostic;
import org.samling.sru.SruSortKey;

/**
 * Turns the keys of {@code sortBy} (context set sort 1.0) and of {@code sortKeys} into a sort
 * order.
 */
public final class CqlOrder {

  /** The result of translating sort keys. */
  public sealed interface Result {}

  /** A sort order. */
  public record Order(SortOrder order) implements Result {}

  /** The diagnostic where keys can't be translated. */
  public record Refused(SruDiagnostic diagnostic) implements Result {}

  private CqlOrder() {}

  /** The order in the parameter {@code sortKeys}, whose paths are names of indexes. */
  public static Result of(List<SruSortKey> keys) {
    try {
      return new Order(
          order(
              keys.stream()
                  .map(key -> {
                    var path = key.path().startsWith("/") ? key.path().substring(1) : key.path();
                    if (key.caseSensitive()) {
                      throw new CqlRefusal(DiagnosticCode.UNSUPPORTED_CASE, "caseSensitive=1");
                    }
                    return key(
                        CqlNames.DEFAULT,
                        path,
                        key.ascending() ? Direction.ASCENDING : Direction.DESCENDING,
                        missing(key.missingValue()));
                  })
                  .toList()));
    } catch (CqlRefusal e) {
      return new Refused(e.diagnostic());
    }
  }

  /** The order in {@code sortBy}. */
  static SortOrder order(CqlNames names, List<SortKey> keys) {
    var read = new ArrayList<SortOrder.Key>();
    for (var key : keys) {
      read.add(key(names, key));
    }
    return order(read);
  }

  private static SortOrder order(List<SortOrder.Key> keys) {
    if (keys.size() > SortOrder.MAX_KEYS) {
      throw new CqlRefusal(DiagnosticCode.TOO_MANY_SORT_KEYS, Integer.toString(SortOrder.MAX_KEYS));
    }
    return new SortOrder(keys);
  }

  private static SortOrder.Key key(CqlNames names, SortKey key) {
    var direction = Direction.ASCENDING;
    @Nullable Missing missing = null;
    for (var modifier : key.modifiers()) {
      switch (CqlNames.unprefixed("sort", modifier.name())) {
        case "ascending" -> direction = Direction.ASCENDING;
        case "descending" -> direction = Direction.DESCENDING;
        case "missinglow" -> missing = Missing.LOWEST;
        case "missinghigh" -> missing = Missing.HIGHEST;
        case "missingfail" -> missing = Missing.REFUSED;
        case "missingomit", "missingvalue" ->
            throw new CqlRefusal(DiagnosticCode.UNSUPPORTED_MISSING_VALUE_ACTION, modifier.name());
        case "ignorecase", "ignoreaccents" -> {} // what is done anyway
        case "respectcase", "unicodecollate" ->
            throw new CqlRefusal(DiagnosticCode.UNSUPPORTED_CASE, modifier.name());
        default -> throw unsupported(modifier);
      }
    }
    return key(names, key.index(), direction, missing);
  }

  private static CqlRefusal unsupported(CqlModifier modifier) {
    return new CqlRefusal(DiagnosticCode.UNSUPPORTED_RELATION_MODIFIER, modifier.name());
  }

  /** Records without the sort field come last unless the key says otherwise. */
  private static SortOrder.Key key(
      CqlNames names, String index, Direction direction, @Nullable Missing missing) {
    var field = names.index(index).sort();
    if (field == null) {
      throw new CqlRefusal(DiagnosticCode.UNSUPPORTED_PATH_FOR_SORT, index);
    }
    return switch (direction) {
      case ASCENDING ->
          new SortOrder.Key(field, direction, missing == null ? Missing.HIGHEST : missing);
      case DESCENDING ->
          new SortOrder.Key(field, direction, missing == null ? Missing.LOWEST : missing);
    };
  }

  private static Missing missing(String action) {
    return switch (action) {
      case "highValue" -> Missing.HIGHEST;
      case "lowValue" -> Missing.LOWEST;
      case "abort" -> Missing.REFUSED;
      default -> throw new CqlRefusal(DiagnosticCode.UNSUPPORTED_MISSING_VALUE_ACTION, action);
    };
  }
}
