package org.samling.z3950.data;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.ber.Oid;

/**
 * What of a record is wanted, in the complex form (version 3).
 *
 * @param selectAlternativeSyntax whether another syntax will do if none of the list can be had
 * @param generic what is wanted of databases that {@code dbSpecific} doesn't name, or null
 * @param dbSpecific what is wanted of single databases
 * @param recordSyntax record syntaxes, best first; none leaves it to the server
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

  /** What is wanted of one database. */
  public record DatabaseSpecification(String db, Specification spec) {}

  /**
   * A schema and what of it is wanted.
   *
   * @param schema the schema, or null
   * @param elementSpec which elements, or null
   */
  public record Specification(@Nullable Schema schema, @Nullable ElementSpec elementSpec) {}

  /** Names a schema. */
  public sealed interface Schema {}

  /** A schema by its object identifier. */
  public record SchemaOid(Oid oid) implements Schema {}

  /** A schema by its address (2003 edition). */
  public record SchemaUri(String uri) implements Schema {}

  /** Which elements are wanted. */
  public sealed interface ElementSpec {}

  /** Elements by the name of their set. */
  public record ElementSetName(String name) implements ElementSpec {}

  /** Elements that a value of another standard picks, such as eSpec-1. */
  public record ExternalEspec(External external) implements ElementSpec {}
}
