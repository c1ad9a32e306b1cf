package org.samling.console.catalogue;

import org.samling.core.catalogue.Descriptions;
import org.samling.core.catalogue.RecordReader;
import org.samling.core.catalogue.RecordRenderer;
import org.samling.core.catalogue.RecordUpdates;
import org.samling.core.catalogue.WorkLevels;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.ItemRegister;
import org.samling.core.harvest.CatalogueHarvest;
import org.samling.core.organisation.Tenants;
import org.samling.core.search.CatalogueSearch;
import org.samling.core.search.SearchHelp;

/**
 * The ports that the catalogue pages need.
 *
 * @param tenants resolves which tenants' records may be seen
 * @param help suggests other queries, and explains the order of hits
 * @param queries parses queries
 * @param ofRecords the ports for records
 * @param inquiries looks up where items are
 * @param items stores item data
 * @param circulation executes commands that move items
 */
public record CataloguePorts(
    Tenants tenants,
    CatalogueSearch search,
    SearchHelp help,
    CatalogueQueries queries,
    Records ofRecords,
    Inquiries inquiries,
    ItemRegister items,
    Circulation circulation) {
  /**
   * The ports for records.
   *
   * @param records fetches stored records
   * @param levels fetches the parts that a record is composed of
   * @param reader parses records typed by staff
   * @param updates stores records
   */
  public record Records(
      CatalogueHarvest records,
      Descriptions descriptions,
      WorkLevels levels,
      RecordReader reader,
      RecordRenderer renderer,
      RecordUpdates updates) {}

  public CatalogueHarvest records() {
    return ofRecords.records;
  }

  public Descriptions descriptions() {
    return ofRecords.descriptions;
  }

  public WorkLevels levels() {
    return ofRecords.levels;
  }

  public RecordReader reader() {
    return ofRecords.reader;
  }

  public RecordRenderer renderer() {
    return ofRecords.renderer;
  }

  public RecordUpdates updates() {
    return ofRecords.updates;
  }
}
