package org.samling.server.web;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.samling.core.harvest.Signatures;
import org.samling.core.requests.Places;
import org.samling.core.requests.ResourceLimit;
import org.samling.search.IndexException;
import org.samling.search.LuceneCatalogue;
import org.samling.search.copy.IndexSnapshot;
import org.samling.server.web.RequestExecutor.Answer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /index-copy}: sends a snapshot of the index to another node of the same library, which
 * proves by the library's keys that it is one. The index has the records of all tenants: no account
 * may have it.
 */
public final class IndexCopyEndpoint implements WebEndpoint {

  /** The path, which {@link NeighbourServer} asks for. */
  static final String PATH = "/index-copy";

  /** What a proof is for. */
  static final String PURPOSE = "copy the index";

  /** How many copies are sent at once; who asks for another one is told to retry. */
  static final int AT_ONCE = 2;

  private static final Logger LOG = LoggerFactory.getLogger(IndexCopyEndpoint.class);

  /** How long a snapshot, and so the files that the index needs no more, is kept at most. */
  private static final Duration LONGEST = Duration.ofHours(6);

  /** How long the other node may take none of the bytes. */
  private static final Duration STALLED = Duration.ofSeconds(30);

  private static final Duration RETRY = Duration.ofSeconds(60);
  private static final int UNAUTHORIZED = 401;

  private final LuceneCatalogue index;
  private final NodeProof proof;
  private final Places places = new Places(ResourceLimit.INDEX_COPIES, AT_ONCE);

  /**
   * Creates an instance.
   *
   * @param signatures of nodes
   */
  public IndexCopyEndpoint(LuceneCatalogue index, Signatures signatures) {
    this.index = index;
    this.proof = new NodeProof(signatures, PURPOSE);
  }

  @Override
  public void addTo(Router router) {
    router.get(PATH).handler(this::take);
  }

  private void take(RoutingContext context) {
    if (!proof.isValid(context.request().getHeader("authorization"))) {
      RequestExecutor.send(
          context,
          Answer.text(
              UNAUTHORIZED,
              Map.of("www-authenticate", NodeProof.SCHEME),
              "The index is copied by servers of the same library only: with the same key file,"
                  + " and a clock that differs by less than a minute."));
    } else if (places.take()) {
      var caller = RequestScope.address(context).getHostAddress();
      var eventLoop = context.vertx().getOrCreateContext();
      Thread.ofVirtual().name("index-copy").start(() -> send(context, eventLoop, caller));
    } else {
      RequestExecutor.send(context, later("Other nodes are copying the index: try again."));
    }
  }

  private static Answer later(String words) {
    return RequestExecutor.later(RETRY, words);
  }

  private void send(RoutingContext context, Context eventLoop, String caller) {
    try (var snapshot = index.snapshot()) {
      LOG.info(
          "a copy of the index is sent to {}: {} files, {} MB",
          caller,
          snapshot.files(),
          snapshot.length() >> 20);
      send(snapshot, new Sink(context.response(), eventLoop));
      LOG.info("the index was sent to {}", caller);
    } catch (IndexException e) {
      LOG.info("no copy is sent to {}: {}", caller, e.getMessage());
      eventLoop.runOnContext(
          _ -> RequestExecutor.send(context, later(String.valueOf(e.getMessage()))));
    } catch (IOException e) {
      LOG.warn("the copy of the index for {} was cut off: {}", caller, e.getMessage());
      eventLoop.runOnContext(_ -> context.request().connection().close());
    } finally {
      places.giveBack();
    }
  }

  private static void send(IndexSnapshot snapshot, Sink sink) throws IOException {
    sink.begin(snapshot.length());
    snapshot.writeTo(sink);
    sink.finish();
  }

  /** The body of an answer, written by a thread that waits until each piece is sent. */
  private static final class Sink extends OutputStream {

    private final HttpServerResponse response;
    private final Context eventLoop;
    private final long began = System.nanoTime();

    Sink(HttpServerResponse response, Context eventLoop) {
      this.response = response;
      this.eventLoop = eventLoop;
    }

    /**
     * Says how long the body will be. It is not compressed: that would take longer than it saves.
     */
    void begin(long length) {
      eventLoop.runOnContext(_ ->
          response
              .putHeader("content-type", "application/octet-stream")
              .putHeader("content-encoding", "identity")
              .putHeader("cache-control", "no-store")
              .putHeader("content-length", Long.toString(length)));
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (System.nanoTime() - began > LONGEST.toNanos()) {
        throw new IOException("it took longer than %d hours".formatted(LONGEST.toHours()));
      }
      var piece = Buffer.buffer(length).appendBytes(bytes, offset, length);
      await(sent -> response.write(piece).onComplete(done -> complete(sent, done)));
    }

    void finish() throws IOException {
      await(sent -> response.end().onComplete(done -> complete(sent, done)));
    }

    private static void complete(CompletableFuture<Boolean> sent, AsyncResult<Void> done) {
      if (done.succeeded()) {
        sent.complete(true);
      } else {
        sent.completeExceptionally(done.cause());
      }
    }

    private void await(Consumer<CompletableFuture<Boolean>> sending) throws IOException {
      var sent = new CompletableFuture<Boolean>();
      eventLoop.runOnContext(_ -> {
        try {
          sending.accept(sent);
        } catch (IllegalStateException e) { // the connection is closed
          sent.completeExceptionally(e);
        }
      });
      try {
        sent.get(STALLED.toNanos(), TimeUnit.NANOSECONDS);
      } catch (ExecutionException e) {
        throw new IOException("the connection is closed", e.getCause());
      } catch (TimeoutException e) {
        throw new IOException("nothing was taken for %d s".formatted(STALLED.toSeconds()), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("the server is stopping", e);
      }
    }
  }
}
