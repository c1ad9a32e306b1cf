package org.samling.routes.cql;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The supported context sets (CQL 1.2, "Context Sets"). */
public enum ContextSet {
  /** Indexes outside any profile: any text, all records. */
  CQL("cql", "info:srw/cql-context-set/1/cql-v1.2", "info:srw/cql-context-set/1/cql-v1.1"),
  /** Dublin Core. */
  DC("dc", "info:srw/cql-context-set/1/dc-v1.1"),
  /** The bibliographic set. */
  BIB("bib", "info:srw/cql-context-set/1/bib-v1"),
  /** The Bath profile. */
  BATH("bath", "http://zing.z3950.org/cql/bath/2.0/", "http://zing.z3950.org/cql/bath/2.0"),
  /** Metadata of the record itself. */
  REC("rec", "info:srw/cql-context-set/2/rec-1.1", "info:srw/cql-context-set/2/rec-1.0"),
  /** Indexes for which no other set has a name. */
  SAMLING("samling", "urn:x-samling:cql-context-set:1");

  private final String prefix;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> identifiers;

  ContextSet(String prefix, String... identifiers) {
    this.prefix = prefix;
    this.identifiers = List.of(identifiers);
  }

  /** The prefix of its names unless a query assigns another. */
  public String prefix() {
    return prefix;
  }

  /** Its identifier. */
  public String identifier() {
    return identifiers.getFirst();
  }

  /** The set with an identifier, which may be that of an earlier version. */
  static Optional<ContextSet> withIdentifier(String identifier) {
    return Arrays.stream(values()).filter(s -> s.identifiers.contains(identifier)).findFirst();
  }

  /** The set with a prefix, ignoring case. */
  static Optional<ContextSet> withPrefix(String prefix) {
    return Arrays.stream(values()).filter(s -> s.prefix.equalsIgnoreCase(prefix)).findFirst();
  }
}
