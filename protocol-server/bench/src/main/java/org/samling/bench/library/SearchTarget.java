package org.samling.bench.library;

import java.util.List;
import org.samling.bench.measure.ProcessTrees;

/**
 * A server to search.
 *
 * @param name its name in the table
 * @param port its Z39.50 port on this machine
 * @param database the database with the records
 * @param holdings the database that also returns holdings
 * @param sru its SRU address
 * @param server all of its processes except those of a separate database
 * @param store the processes of its database; none if it has none
 */
public record SearchTarget(
    String name,
    int port,
    String database,
    String holdings,
    Sru sru,
    ProcessTrees server,
    ProcessTrees store) {

  /**
   * Samling's Z39.50 on this machine, whose processes are not measured and whose SRU is not asked.
   *
   * @param database the database to search
   */
  public static SearchTarget of(int port, String database) {
    var none = new ProcessTrees(List.of());
    return new SearchTarget(
        "Samling", port, database, database, new Sru(0, "", Query.CQL), none, none);
  }

  /** The query language for SRU. */
  public enum Query {
    /** In CQL. */
    CQL,
    /** In YAZ's prefix notation, which the server then needn't derive from CQL. */
    PREFIX
  }

  /**
   * An SRU address.
   *
   * @param port the port on this machine
   * @param begin path and parameters up to the query, for ten records in MARCXML
   * @param query the query language
   */
  public record Sru(int port, String begin, Query query) {}
}
