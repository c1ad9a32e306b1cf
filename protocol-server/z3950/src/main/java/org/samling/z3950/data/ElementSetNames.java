package org.samling.z3950.data;

import java.util.List;

/** The extent of records to return, by the name of an element set such as B or F. */
public sealed interface ElementSetNames extends RecordComposition {

  /** One element set for all databases. */
  record GenericElementSetName(String name) implements ElementSetNames {}

  /** An element set for each database. */
  record DatabaseSpecific(List<DatabaseElementSet> elementSets) implements ElementSetNames {
    public DatabaseSpecific {
      elementSets = List.copyOf(elementSets);
    }
  }

  /**
   * The element set of one database.
   *
   * @param dbName the database
   * @param esn the element set
   */
  record DatabaseElementSet(String dbName, String esn) {}
}
