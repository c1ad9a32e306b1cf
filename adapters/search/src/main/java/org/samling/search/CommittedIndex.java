package org.samling.search;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.samling.core.search.CatalogueFeed;
import org.samling.core.search.CatalogueSearch;
import org.samling.core.search.Query;
import org.samling.core.search.ResultSet;
import org.samling.core.search.ScanRequest;
import org.samling.core.search.ScanResult;
import org.samling.core.search.SearchException;
import org.samling.core.search.SearchScope;
import org.samling.core.search.SortOrder;

/**
 * Reads an index that another process maintains, in the state of that process's last commit.
 *
 * <p>Safe for use by many threads.
 */
public final class CommittedIndex implements CatalogueSearch, AutoCloseable {

  private final Directory directory;
  private final DirectoryReader reader;
  private final SearchSettings settings;
  private final SegmentCaches caches = new SegmentCaches();

  private CommittedIndex(Directory directory, DirectoryReader reader, SearchSettings settings) {
    this.directory = directory;
    this.reader = reader;
    this.settings = settings;
  }

  /**
   * Opens what is in a directory.
   *
   * @param path the index directory
   * @param feed the feed from which the index is built
   * @param settings limits on the cost of a search
   * @throws IndexException if there is no complete index of this database and version
   * @throws org.samling.core.StoreException if the store is not available
   */
  public static CommittedIndex open(Path path, CatalogueFeed feed, SearchSettings settings) {
    try {
      var directory = FSDirectory.open(path);
      if (DirectoryReader.indexExists(directory)) {
        var reader = DirectoryReader.open(directory);
        var reason = IndexDirectory.whyUnusable(reader.getIndexCommit().getUserData(), feed.end());
        if (reason == null) {
          return new CommittedIndex(directory, reader, settings);
        }
        reader.close();
      }
      directory.close();
      throw new IndexException(
          "the index in %s is not complete yet; try again later".formatted(path),
          new IOException("no usable commit"));
    } catch (IOException e) {
      throw new IndexException("the index in %s can't be read (%s)".formatted(path, e), e);
    }
  }

  @Override
  public ResultSet search(SearchScope scope, Query query, SortOrder order) {
    try {
      return LuceneResultSet.of(reader, scope, query, order, settings, caches);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public ScanResult scan(SearchScope scope, ScanRequest request) {
    try {
      return new HeadingScan(reader, caches, scope, request, new Deadline(settings.searchTimeout()))
          .result();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static SearchException unreadable(IOException fault) {
    return new SearchException(
        SearchException.Kind.UNAVAILABLE, "the index can't be read: " + fault, fault);
  }

  @Override
  public void close() {
    try (directory) {
      reader.close();
    } catch (IOException e) {
      throw new IndexException("the index can't be closed: " + e, e);
    }
  }
}
