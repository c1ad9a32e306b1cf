package org.samling.bench.library;

import org.samling.bench.measure.ProcessTrees;

/**
 * A server that is searched.
 *
 * @param name its name in the table
 * @param port its port for Z39.50, on this machine
 * @param database the database that holds the records
 * @param holdings the database that tells their items too
 * @param sru where it is searched over HTTP
 * @param server all of its processes but those of a database beside it
 * @param store those of the database; none where it has none
 */
public record SearchTarget(
    String name,
    int port,
    String database,
    String holdings,
    Sru sru,
    ProcessTrees server,
    ProcessTrees store) {

  /** How SRU is asked. */
  public enum Query {
    /** In CQL. */
    CQL,
    /** In YAZ's prefix notation, which the server then need not make of CQL. */
    PREFIX
  }

  /**
   * An address of SRU.
   *
   * @param port the port, on this machine
   * @param begin path and parameters up to the query, for ten records in MARCXML
   * @param query how the query is written
   */
  public record Sru(int port, String begin, Query query) {}
}
