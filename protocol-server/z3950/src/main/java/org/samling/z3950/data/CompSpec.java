package org.samling.z3950.data;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.ber.Oid;

/**
 * The requested composition of records, in the complex form (version 3).
 *
 * @param selectAlternativeSyntax whether another syntax is acceptable if none of the list is
 *     available
 * @param generic the composition for databases that {@code dbSpecific} doesn't name, or null
 * @param dbSpecific the composition for single databases
 * @param recordSyntax record syntaxes, in order of preference; empty leaves it to the server
 */
public record CompSpec(
    boolean selectAlternativeSyntax,
    @Nullable Specification generic,
    List<DatabaseSpecification> dbSpecific,
    List<Oid> recordSyntax)
    implements RecordComposition {

  public CompSpec {
    dbSpecific = List.copyOf(dbSpecific);
    recordSyntax = List.copyOf(recordSyntax);
  }

  /** The composition for one database. */
  public record DatabaseSpecification(String db, Specification spec) {}

  /**
   * A schema and its requested elements.
   *
   * @param schema the schema, or null
   * @param elementSpec the elements, or null
   */
  public record Specification(@Nullable Schema schema, @Nullable ElementSpec elementSpec) {}

  /** Identifies a schema. */
  public sealed interface Schema {}

  /** A schema by its object identifier. */
  public record SchemaOid(Oid oid) implements Schema {}

  /** A schema by its URI (2003 edition). */
  public record SchemaUri(String uri) implements Schema {}

  /** Specifies the requested elements. */
  public sealed interface ElementSpec {}

  /** Elements by the name of an element set. */
  public record ElementSetName(String name) implements ElementSpec {}

  /** Elements selected by a specification of another standard, such as eSpec-1. */
  public record ExternalEspec(External external) implements ElementSpec {}
}
