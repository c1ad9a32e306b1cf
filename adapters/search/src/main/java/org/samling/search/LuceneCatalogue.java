package org.samling.search;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
import org.samling.core.search.ResultSet;
import org.samling.core.search.ScanRequest;
import org.samling.core.search.ScanResult;
import org.samling.core.search.SearchException;
import org.samling.core.search.SearchScope;
import org.samling.core.search.SortOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The catalogue's index in a directory of its own. It is made from the feed and can always be made
 * again: nothing is lost with it.
 *
 * <p>Safe for use by many threads.
 */
public final class LuceneCatalogue implements CatalogueSearch, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LuceneCatalogue.class);

  /** How many times longer than usually the follower waits after a fault. */
  private static final int PATIENCE = 10;

  static {
    // The limits on a query are ours, and say what to do.
    IndexSearcher.setMaxClauseCount(Integer.MAX_VALUE);
  }

  private final IndexDirectory directory;
  private final FeedIndexer indexer;
  private final SegmentCaches caches;
  private final SearchSettings settings;
  private final CountDownLatch closing = new CountDownLatch(1);
  private @Nullable Thread follower;
  private volatile @Nullable String fault;

  /** Is told how far all records have been read. */
  @FunctionalInterface
  public interface Progress {

    /** Tells nobody. */
    Progress SILENT = (_, _) -> {};

    /**
     * Some more records are indexed.
     *
     * @param records how many are by now
     * @param approximately how many there are, about
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
   * Opens the index in a directory, or makes one. An index that is damaged, of another format or
   * from another database is emptied, and the log says so; all of its files are read to find that
   * out.
   *
   * @param directory where the index is
   * @param feed what it is made from
   * @param settings how it follows the store, and what a search may cost
   * @throws IndexException when another process has the index, or the directory can't be used
   * @throws StoreException when the store can't be asked
   */
  public static LuceneCatalogue open(Path directory, CatalogueFeed feed, SearchSettings settings) {
    var caches = new SegmentCaches();
    var files = new IndexDirectory(directory, caches);
    try {
      return new LuceneCatalogue(
          files, new FeedIndexer(files, feed, settings.commitInterval()), caches, settings);
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

  /** A question to the index as it is searchable now. */
  @FunctionalInterface
  private interface Question<T> {
    T ask(DirectoryReader reader) throws IOException;
  }

  private <T> T ask(Question<T> question) {
    if (indexer.position() == null) {
      throw new SearchException(
          SearchException.Kind.UNAVAILABLE, "the index is being made; try again later", null);
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
   * Has a thread of its own follow the feed, until the index is closed. Where all records were
   * never read it reads them first. A fault of the store or of the disk is logged, and it tries
   * again.
   */
  public synchronized void follow() {
    if (follower != null) {
      throw new IllegalStateException("the index follows the feed already");
    }
    follower = Thread.ofPlatform().daemon().name("index-follower").start(this::run);
  }

  /**
   * Reads the feed until nothing is new.
   *
   * @throws StoreException when the store can't be asked
   * @throws IndexException when the index can't be written
   */
  public void catchUp() {
    var more = true;
    while (more) {
      more = indexer.step();
    }
  }

  /**
   * Makes the whole index anew, and reads what changed meanwhile. Until all records are read,
   * searches see what was there before. Where the store fails in between, whoever reads the feed
   * next goes on.
   *
   * @param progress is told how far it is
   * @throws StoreException when the store can't be asked
   * @throws IndexException when the index can't be written; it is as it was before
   */
  public void rebuild(Progress progress) {
    indexer.rebuild(progress);
  }

  /**
   * How the index stands; does not wait for anything.
   *
   * @throws IndexException when it is closed
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

  /** Does one piece, and tells how long to wait before the next. */
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
      LOG.warn("the index does not follow the catalogue, and tries again: {}", message, unexpected);
    }
  }

  /** Makes durable what is searchable and closes the index. Result sets that are open stay so. */
  @Override
  public synchronized void close() {
    if (closing.getCount() == 0) {
      return;
    }
    closing.countDown();
    try (directory;
        indexer) {
      if (follower != null) {
        follower.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.warn(
          "the index was not closed in order; what is missing is read again: {}", e.toString());
    }
  }
}
