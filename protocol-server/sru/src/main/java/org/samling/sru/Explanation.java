package org.samling.sru;

import java.util.List;
import java.util.OptionalInt;

/**
 * The capabilities of a database: the record of an explain response (ZeeRex 2.0, "An Overview of
 * ZeeRex").
 *
 * @param address where a database is
 * @param title the name of the database
 * @param description the contents of the database
 * @param sets the context sets
 * @param schemas the record schemas
 * @param settings limits and other facts: numberOfRecords, maximumRecords
 * @param defaults the values used where a request has none: relation, retrieveSchema
 * @param supports the supported features of CQL: relation, relationModifier, booleanModifier,
 *     maskingCharacter
 */
public record Explanation(
    Address address,
    String title,
    String description,
    List<ContextSet> sets,
    List<Index> indexes,
    List<Schema> schemas,
    List<Fact> settings,
    List<Fact> defaults,
    List<Fact> supports) {
  /**
   * Where a database is.
   *
   * @param host the host to query
   * @param database the path of the database, without a leading slash
   * @param isSecure whether to use HTTPS
   */
  public record Address(String host, int port, String database, boolean isSecure) {}

  /** Copies the lists. */
  public Explanation {
    sets = List.copyOf(sets);
    indexes = List.copyOf(indexes);
    schemas = List.copyOf(schemas);
    settings = List.copyOf(settings);
    defaults = List.copyOf(defaults);
    supports = List.copyOf(supports);
  }

  /**
   * A context set.
   *
   * @param name the prefix of its names
   * @param identifier the URI of the context set
   */
  public record ContextSet(String name, String identifier) {}

  /**
   * An index.
   *
   * @param title its name for people
   * @param use the equivalent use attribute of Bib-1; may be empty
   * @param canScan whether its terms can be listed
   * @param canSort whether records can be sorted by it
   * @param relations the relations that it supports
   */
  public record Index(
      String title,
      List<Name> names,
      OptionalInt use,
      boolean canScan,
      boolean canSort,
      List<String> relations) {

    /** Copies the lists. */
    public Index {
      names = List.copyOf(names);
      relations = List.copyOf(relations);
    }
  }

  /**
   * A name of an index.
   *
   * @param set the prefix of its context set
   * @param name the name within the set
   */
  public record Name(String set, String name) {}

  /**
   * A record schema.
   *
   * @param name its short name
   * @param identifier its identifier, a URI
   * @param title its name for people
   * @param canSort whether records can be sorted by paths of it
   */
  public record Schema(String name, String identifier, String title, boolean canSort) {}

  /**
   * A setting, default or supported feature.
   *
   * @param type its type
   * @param value its value
   */
  public record Fact(String type, String value) {}

  public String host() {
    return address.host;
  }

  public int port() {
    return address.port;
  }

  public String database() {
    return address.database;
  }

  public boolean isSecure() {
    return address.isSecure;
  }
}
