package org.samling.search;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.AlreadyClosedException;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.requests.CurrentRequest;
import org.samling.core.search.CatalogueFeed;
import org.samling.core.search.CatalogueSearch;
import org.samling.core.search.Query;
import org.samling.core.search.Ranking;
import org.samling.core.search.RecordRef;
import org.samling.core.search.ResultSet;
import org.samling.core.search.ScanRequest;
import org.samling.core.search.ScanResult;
import org.samling.core.search.SearchException;
import org.samling.core.search.SearchHelp;
import org.samling.core.search.SearchScope;
import org.samling.core.search.SortOrder;
import org.samling.core.search.Suggestion;
import org.samling.search.copy.IndexNeighbour;
import org.samling.search.copy.IndexSnapshot;
import org.samling.search.copy.Neighbours;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The catalogue's index in a directory of its own. It is built from the feed and can always be
 * rebuilt: nothing is lost with it.
 *
 * <p>Safe for use by many threads.
 */
public final class LuceneCatalogue implements CatalogueSearch, SearchHelp, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LuceneCatalogue.class);

  /** After a fault the follower waits this many times longer than usual. */
  private static final int PATIENCE = 10;

  static {
    // The limits on a query are our own, with messages that say what to do.
    IndexSearcher.setMaxClauseCount(Integer.MAX_VALUE);
  }

  private final IndexDirectory directory;
  private final FeedIndexer indexer;
  private final SegmentCaches caches;
  private final SearchSettings settings;
  private final CountDownLatch closing = new CountDownLatch(1);
  private @Nullable Thread follower;
  private volatile @Nullable String fault;

  /** Receives the progress of a full read. */
  @FunctionalInterface
  public interface Progress {

    /** Reports nothing. */
    Progress SILENT = (_, _) -> {};

    /**
     * Called when more records have been indexed.
     *
     * @param records how many are indexed so far
     * @param approximately the approximate total
     */
    void indexed(long records, long approximately);
  }

  private LuceneCatalogue(
      IndexDirectory directory,
      FeedIndexer indexer,
      SegmentCaches caches,
      SearchSettings settings) {
    this.directory = directory;
    this.indexer = indexer;
    this.caches = caches;
    this.settings = settings;
  }

  /**
   * Opens the index in a directory, or creates one. An index that is damaged, of another format or
   * from another database is emptied, with a log message; all of its files are read to check that.
   *
   * @param directory the index directory
   * @param feed the feed from which it is built
   * @param settings how it follows the store, and limits on the cost of a search
   * @throws IndexException if another process has the index open, or the directory can't be used
   * @throws StoreException if the store is not available
   */
  public static LuceneCatalogue open(Path directory, CatalogueFeed feed, SearchSettings settings) {
    return open(directory, feed, settings, List.of());
  }

  /**
   * Opens an index in the same way. Where there is none that can be used, whoever reads the feed
   * first copies that of a neighbour, and makes it anew only where no neighbour gives one.
   *
   * @param neighbours the nodes that are asked, in this order
   * @throws IndexException if another process has the index open, or the directory can't be used
   * @throws StoreException if the store is not available
   */
  public static LuceneCatalogue open(
      Path directory,
      CatalogueFeed feed,
      SearchSettings settings,
      List<IndexNeighbour> neighbours) {
    var caches = new SegmentCaches();
    var files = new IndexDirectory(directory, caches);
    try {
      return new LuceneCatalogue(
          files,
          new FeedIndexer(files, feed, settings.commitInterval(), new Neighbours(neighbours)),
          caches,
          settings);
    } catch (RuntimeException e) {
      try {
        files.close();
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  @Override
  public ResultSet search(SearchScope scope, Query query, SortOrder order) {
    return ask(reader -> LuceneResultSet.of(reader, scope, query, order, settings, caches));
  }

  @Override
  public ScanResult scan(SearchScope scope, ScanRequest request) {
    return ask(reader ->
        new HeadingScan(reader, caches, scope, request, new Deadline(settings.searchTimeout()))
            .result());
  }

  @Override
  public List<Suggestion> suggest(SearchScope scope, Query query) {
    return ask(reader -> new Suggestions(reader, caches, scope, settings).of(query));
  }

  @Override
  public Optional<Ranking> explain(SearchScope scope, Query query, RecordRef record) {
    return ask(reader -> {
      try (var found =
          LuceneResultSet.of(reader, scope, query, SortOrder.RELEVANCE, settings, caches)) {
        return found.ranking(record.id());
      }
    });
  }

  /** An operation on the current searchable state of the index. */
  @FunctionalInterface
  private interface Question<T> {
    T ask(DirectoryReader reader) throws IOException;
  }

  private <T> T ask(Question<T> question) {
    if (indexer.position() == null) {
      throw new SearchException(
          SearchException.Kind.UNAVAILABLE, "the index is being built; try again later", null);
    }
    try {
      var reader = indexer.acquire();
      try {
        return CurrentRequest.<T, IOException>step("search", () -> question.ask(reader));
      } finally {
        reader.decRef();
      }
    } catch (IOException e) {
      throw new SearchException(SearchException.Kind.UNAVAILABLE, "the index can't be read", e);
    } catch (AlreadyClosedException e) {
      throw new SearchException(SearchException.Kind.UNAVAILABLE, "the index is closed", e);
    }
  }

  /**
   * Starts a thread that follows the feed until the index is closed. If the records have never been
   * read completely it reads them first. Errors of the store or the disk are logged, and it tries
   * again.
   */
  public synchronized void follow() {
    if (follower != null) {
      throw new IllegalStateException("the index already follows the feed");
    }
    follower = Thread.ofPlatform().daemon().name("index-follower").start(this::run);
  }

  /**
   * Reads the feed until there is nothing new.
   *
   * @throws StoreException if the store is not available
   * @throws IndexException if the index can't be written
   */
  public void catchUp() {
    var more = true;
    while (more) {
      more = indexer.step();
    }
  }

  @Override
  public boolean showChanges() {
    if (indexer.position() == null) {
      return false;
    }
    var end = System.nanoTime() + settings.searchTimeout().toNanos();
    try {
      var more = true;
      while (more && System.nanoTime() < end) {
        more = indexer.step();
      }
      return !more;
    } catch (StoreException | IndexException e) {
      LOG.warn("the index could not be brought up to date: {}", e.toString());
      return false;
    }
  }

  /**
   * Rebuilds the whole index, and reads the changes made meanwhile. Searches see the old state
   * until all records are read. If the store fails in between, the next reader of the feed
   * continues.
   *
   * @param progress receives the progress
   * @throws StoreException if the store is not available
   * @throws IndexException if the index can't be written; it stays as it was
   */
  public void rebuild(Progress progress) {
    indexer.rebuild(progress);
  }

  /**
   * Returns the state of the index without waiting for anything.
   *
   * @throws IndexException if it is closed
   */
  public IndexState state() {
    try {
      var reader = indexer.acquire();
      try {
        return new IndexState(reader.numDocs(), indexer.position(), indexer.hasCaughtUp(), fault);
      } finally {
        reader.decRef();
      }
    } catch (IOException | AlreadyClosedException e) {
      throw new IndexException("the index is closed", e);
    }
  }

  /**
   * A snapshot of what was committed last, for another node; whoever takes it closes it, so that
   * the index can delete files again.
   *
   * @throws IndexException if the index is not whole yet, or can't be read
   */
  public IndexSnapshot snapshot() {
    try {
      return indexer.snapshot();
    } catch (IOException | AlreadyClosedException e) {
      throw new IndexException("the index can't be copied: " + e.getMessage(), e);
    }
  }

  private void run() {
    try {
      var wait = Duration.ZERO;
      while (!closing.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
        wait = attempt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Indexes one batch, and returns how long to wait before the next. */
  private Duration attempt() {
    try {
      var more = indexer.step();
      if (fault != null) {
        fault = null;
        LOG.info("the index follows the catalogue again");
      }
      return more ? Duration.ZERO : settings.pollInterval();
    } catch (StoreException | IndexException e) {
      report(String.valueOf(e.getMessage()), null);
    } catch (RuntimeException e) {
      report(e.toString(), e);
    }
    return settings.pollInterval().multipliedBy(PATIENCE);
  }

  private void report(String message, @Nullable RuntimeException unexpected) {
    if (closing.getCount() > 0 && !message.equals(fault)) {
      fault = message;
      LOG.warn("the index can't follow the catalogue; trying again: {}", message, unexpected);
    }
  }

  /** Commits what is searchable and closes the index. Open result sets stay open. */
  @Override
  public synchronized void close() {
    if (closing.getCount() == 0) {
      return;
    }
    closing.countDown();
    indexer.endCopying();
    try (directory;
        indexer) {
      if (follower != null) {
        follower.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.warn(
          "the index was not closed cleanly; missing changes will be read again: {}", e.toString());
    }
  }
}
