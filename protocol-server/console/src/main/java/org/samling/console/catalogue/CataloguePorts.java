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

/**
 * What the pages of the catalogue need.
 *
 * @param tenants knows whose records may be seen
 * @param search finds records
 * @param queries reads what is searched for
 * @param records gives records as they are kept
 * @param descriptions describes them
 * @param levels tells what a record is put together of
 * @param reader reads records that were typed
 * @param renderer writes records
 * @param updates keeps them
 * @param inquiries knows where items stand
 * @param items keeps what items are
 * @param circulation takes commands that move items
 */
public record CataloguePorts(
    Tenants tenants,
    CatalogueSearch search,
    CatalogueQueries queries,
    CatalogueHarvest records,
    Descriptions descriptions,
    WorkLevels levels,
    RecordReader reader,
    RecordRenderer renderer,
    RecordUpdates updates,
    Inquiries inquiries,
    ItemRegister items,
    Circulation circulation) {}
