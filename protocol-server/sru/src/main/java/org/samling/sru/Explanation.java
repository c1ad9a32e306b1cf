package org.samling.sru;

import java.util.List;
import java.util.OptionalInt;

/**
 * What a database can be asked: the record of an explain response (ZeeRex 2.0, "An Overview of
 * ZeeRex").
 *
 * @param host the host that is asked
 * @param database the path of the database, without the slash at its begin
 * @param isSecure whether it is asked over HTTPS
 * @param title the name of the database
 * @param description what it holds
 * @param sets the context sets
 * @param schemas the schemas of records
 * @param settings limits and other facts: numberOfRecords, maximumRecords
 * @param defaults what is taken where a request says nothing: relation, retrieveSchema
 * @param supports what CQL is understood: relation, relationModifier, booleanModifier,
 *     maskingCharacter
 */
public record Explanation(
    String host,
    int port,
    String database,
    boolean isSecure,
    String title,
    String description,
    List<ContextSet> sets,
    List<Index> indexes,
    List<Schema> schemas,
    List<Fact> settings,
    List<Fact> defaults,
    List<Fact> supports) {

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
   * @param identifier which set: a URI
   */
  public record ContextSet(String name, String identifier) {}

  /**
   * An index.
   *
   * @param title what it holds, for people
   * @param use the use attribute of Bib-1 that searches the same, or nothing
   * @param canScan whether its terms can be listed
   * @param canSort whether records can be sorted by it
   * @param relations the relations that it can be asked with
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
   * A schema of records.
   *
   * @param name its short name
   * @param identifier its identifier, a URI
   * @param title its name for people
   * @param canSort whether records can be sorted by paths of it
   */
  public record Schema(String name, String identifier, String title, boolean canSort) {}

  /**
   * A fact.
   *
   * @param type what it is of
   * @param value what it says
   */
  public record Fact(String type, String value) {}
}
