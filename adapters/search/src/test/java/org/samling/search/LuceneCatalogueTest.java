package org.samling.search;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.search.CatalogueFeed;
import org.samling.core.search.CatalogueSearchContract;
import org.samling.core.search.Query;
import org.samling.core.search.ResultSet;
import org.samling.core.search.ScanRequest;
import org.samling.core.search.ScanResult;
import org.samling.core.search.SearchScope;
import org.samling.core.search.SortOrder;

class LuceneCatalogueTest extends CatalogueSearchContract {

  private static final SearchSettings SETTINGS =
      new SearchSettings(
          CatalogueFixture.SETTINGS.pollInterval(),
          CatalogueFixture.SETTINGS.commitInterval(),
          CatalogueFixture.SETTINGS.searchTimeout(),
          1_000,
          10_000);

  @TempDir private Path directory;

  @Override
  protected Index open(CatalogueFeed feed) {
    return new OfLucene(LuceneCatalogue.open(directory, feed, SETTINGS));
  }

  private record OfLucene(LuceneCatalogue catalogue) implements Index {

    @Override
    public void catchUp() {
      catalogue.catchUp();
    }

    @Override
    public ResultSet search(SearchScope scope, Query query, SortOrder order) {
      return catalogue.search(scope, query, order);
    }

    @Override
    public ScanResult scan(SearchScope scope, ScanRequest request) {
      return catalogue.scan(scope, request);
    }

    @Override
    public void close() {
      catalogue.close();
    }
  }
}
