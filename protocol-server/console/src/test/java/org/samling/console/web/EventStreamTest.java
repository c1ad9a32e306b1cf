package org.samling.console.web;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventStreamTest {

  @Test
  void streamThatOutlivesItsServerEndsInSilence() throws Exception {
    var opened = new CompletableFuture<EventStream>();
    var vertx = Vertx.vertx();
    var server =
        vertx
            .createHttpServer()
            .requestHandler(request ->
                opened.complete(new EventStream(vertx.getOrCreateContext(), request.response())))
            .listen(0, "127.0.0.1")
            .await(1, TimeUnit.MINUTES);
    try (var client = HttpClient.newHttpClient()) {
      var uri = URI.create("http://127.0.0.1:" + server.actualPort());
      var reply =
          client.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofInputStream());
      var stream = opened.get(1, TimeUnit.MINUTES);
      reply.get(1, TimeUnit.MINUTES).body().close();
      vertx.close().await(1, TimeUnit.MINUTES);
      var events = new Reply.Events(Duration.ofMillis(1), () -> Optional.empty());
      assertThatCode(() -> stream.send(events, _ -> "", () -> false)).doesNotThrowAnyException();
    }
  }
}
