package org.samling.server.ill;

import org.samling.core.ill.LendingLibraries;
import org.samling.core.ill.OwnRequests;
import org.samling.core.ill.TitleFinder;
import org.samling.core.partners.CopiesAtHand;
import org.samling.library.Library;
import org.samling.library.config.Configuration;
import org.samling.marc.text.BriefRecords;
import org.samling.search.LuceneCatalogue;
import org.samling.zoom.RemoteCatalogues;
import org.samling.zoom.RemoteHoldings;

/**
 * What asking other libraries needs, for programs and for the console.
 *
 * @param libraries the libraries that can be asked
 * @param own places requests with them
 */
public record InterlibraryAsking(LendingLibraries libraries, OwnRequests own) {

  /** Puts it together. */
  public static InterlibraryAsking of(
      Library library,
      LuceneCatalogue index,
      RemoteCatalogues remote,
      Configuration configuration) {
    var store = library.store();
    var inquiries = store.inquiries();
    var libraries = new LendingLibraries(store.interlibraryOverview(), store.illPartners());
    var finder =
        new TitleFinder(
            new CopiesAtHand(
                index,
                record -> BriefRecords.of(record.content(), record.marc()),
                inquiries,
                store.holdAgreements(),
                store.partnerHolds()),
            new RemoteHoldings(remote, configuration.remote().lending(), library.recordReader()),
            libraries,
            store.interlibraryOverview(),
            inquiries);
    return new InterlibraryAsking(
        libraries, new OwnRequests(store.interlibraryMessages(), inquiries, libraries, finder));
  }
}
