package org.samling.routes.cql;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.cql.CqlNode.Prefix;
import org.samling.cql.DiagnosticCode;

/**
 * The meaning of names within a part of a query, given the prefixes that it assigns (CQL 1.2,
 * "Prefix Assignment").
 */
final class CqlNames {

  /** No prefix is assigned. */
  static final CqlNames DEFAULT = new CqlNames(Map.of());

  /** Set identifiers by lower-case prefix; the empty prefix stands for names without one. */
  private final Map<String, String> assigned;

  private CqlNames(Map<String, String> assigned) {
    this.assigned = assigned;
  }

  /** The names within a part that assigns more prefixes. */
  CqlNames with(List<Prefix> prefixes) {
    if (prefixes.isEmpty()) {
      return this;
    }
    var more = new HashMap<>(assigned);
    prefixes.forEach(p -> more.put(p.name() == null ? "" : folded(p.name()), p.identifier()));
    return new CqlNames(more);
  }

  /**
   * The index with a name.
   *
   * @throws CqlRefusal where there is none
   */
  CqlIndex index(String written) {
    var set = set(written);
    return (set == null ? CqlIndexes.withName(written) : CqlIndexes.withName(set, local(written)))
        .orElseThrow(() -> new CqlRefusal(DiagnosticCode.UNSUPPORTED_INDEX, written));
  }

  /** Whether a name is that of a special index in the set cql. */
  boolean is(String special, String written) {
    return set(written) == ContextSet.CQL && local(written).equalsIgnoreCase(special);
  }

  /** The set of a name, or null if any set will do. */
  private @Nullable ContextSet set(String written) {
    var dot = written.indexOf('.');
    var prefix = dot < 0 ? "" : written.substring(0, dot);
    var identifier = assigned.get(folded(prefix));
    if (identifier != null) {
      return ContextSet.withIdentifier(identifier)
          .orElseThrow(() -> new CqlRefusal(DiagnosticCode.UNSUPPORTED_CONTEXT_SET, identifier));
    }
    return dot < 0
        ? null
        : ContextSet.withPrefix(prefix)
            .orElseThrow(() -> new CqlRefusal(DiagnosticCode.UNSUPPORTED_CONTEXT_SET, prefix));
  }

  private static String local(String written) {
    return written.substring(written.indexOf('.') + 1);
  }

  /**
   * The lower-case name of a relation or a modifier, without the prefix of the set that defines it.
   *
   * @param set the set: {@code cql}, {@code sort}
   * @return the whole name if it has another prefix, which no known name has
   */
  static String unprefixed(String set, String written) {
    var name = folded(written);
    return name.startsWith(set + ".") ? name.substring(set.length() + 1) : name;
  }

  private static String folded(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
