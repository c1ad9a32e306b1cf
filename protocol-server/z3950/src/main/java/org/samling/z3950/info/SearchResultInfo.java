package org.samling.z3950.info;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.ber.BerTag;
import org.samling.z3950.ber.BerWriter;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.data.CompositionWire;
import org.samling.z3950.data.External;
import org.samling.z3950.data.External.SingleAsn1Type;
import org.samling.z3950.data.OtherInformation;

/**
 * The report on a search by database (Z39.50-2003, appendix USR, searchResult-1).
 *
 * @param databases the databases
 */
public record SearchResultInfo(List<DatabaseCount> databases) {

  private static final int FULL_QUERY = BerTag.context(2);
  private static final int SUBQUERY_COUNT = BerTag.context(6);
  private static final int RESULTS_BY_DB = BerTag.context(8);
  private static final int DATABASES = BerTag.context(1);
  private static final int LIST = BerTag.context(2);
  private static final int COUNT = BerTag.context(2);

  /** Copies the list. */
  public SearchResultInfo {
    databases = List.copyOf(databases);
  }

  /**
   * The result of one database.
   *
   * @param count the number of records found there, or null if it did not answer
   */
  public record DatabaseCount(String name, @Nullable Long count) {}

  /**
   * The unit of information with this report.
   *
   * @param resultCount the number of records of the whole search
   */
  public OtherInformation toInformation(long resultCount, Z3950Charset charset) {
    var out = new BerWriter(charset);
    out.begin(BerTag.SEQUENCE);
    out.begin(BerTag.SEQUENCE);
    out.bool(FULL_QUERY, true);
    out.integer(SUBQUERY_COUNT, resultCount);
    out.begin(RESULTS_BY_DB);
    for (var database : databases) {
      out.begin(BerTag.SEQUENCE);
      out.begin(DATABASES);
      out.begin(LIST);
      out.text(CompositionWire.DATABASE_NAME, database.name());
      out.end();
      out.end();
      out.integer(COUNT, database.count());
      out.end();
    }
    out.end();
    out.end();
    out.end();
    return OtherInformation.of(
        new External(Oid.SEARCH_RESULT_1, new SingleAsn1Type(new Octets(out.toBytes()))));
  }
}
