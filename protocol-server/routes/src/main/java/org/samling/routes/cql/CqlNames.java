package org.samling.routes.cql;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.cql.CqlNode.Prefix;
import org.samling.cql.DiagnosticCode;

/**
 * What names mean within a part of a query, by the prefixes that it assigns (CQL 1.2, "Prefix
 * Assignment").
 */
final class CqlNames {

  /** No prefix is assigned. */
  static final CqlNames USUAL = new CqlNames(Map.of());

  /** Identifiers by prefix in small letters; by the empty one that of names without a prefix. */
  private final Map<String, String> assigned;

  private CqlNames(Map<String, String> assigned) {
    this.assigned = assigned;
  }

  /** The same within a part that assigns more. */
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
    return (set == null ? CqlIndexes.named(written) : CqlIndexes.named(set, local(written)))
        .orElseThrow(() -> new CqlRefusal(DiagnosticCode.UNSUPPORTED_INDEX, written));
  }

  /** Whether a name is one of the set cql that is no index like others. */
  boolean is(String special, String written) {
    return set(written) == ContextSet.CQL && local(written).equalsIgnoreCase(special);
  }

  /** The set of a name, or null for whatever set has it. */
  private @Nullable ContextSet set(String written) {
    var dot = written.indexOf('.');
    var prefix = dot < 0 ? "" : written.substring(0, dot);
    var identifier = assigned.get(folded(prefix));
    if (identifier != null) {
      return ContextSet.identified(identifier)
          .orElseThrow(() -> new CqlRefusal(DiagnosticCode.UNSUPPORTED_CONTEXT_SET, identifier));
    }
    return dot < 0
        ? null
        : ContextSet.prefixed(prefix)
            .orElseThrow(() -> new CqlRefusal(DiagnosticCode.UNSUPPORTED_CONTEXT_SET, prefix));
  }

  private static String local(String written) {
    return written.substring(written.indexOf('.') + 1);
  }

  /**
   * The name of a relation or a modifier in small letters, without the prefix of the set that
   * defines it.
   *
   * @param set the set: {@code cql}, {@code sort}
   * @return the whole name where it has another prefix, which is none that is known
   */
  static String within(String set, String written) {
    var name = folded(written);
    return name.startsWith(set + ".") ? name.substring(set.length() + 1) : name;
  }

  private static String folded(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
