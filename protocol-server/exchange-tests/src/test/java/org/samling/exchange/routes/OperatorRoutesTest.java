package org.samling.exchange.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.ServiceStatus;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.notices.MessageKind;
import org.samling.core.notices.NoticeForm;
import org.samling.core.notices.NoticeLanguage;
import org.samling.core.notices.NoticeTemplates.Text;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
import org.samling.exchange.notices.Channels;
import org.samling.library.config.NoticeSettings;
import org.samling.library.config.RouteSettings;
import org.samling.library.yaml.YamlException;
import org.samling.routes.notices.NoticeChannels.Delivery;
import org.samling.routes.notices.NoticeChannels.Reach;
import org.samling.routes.notices.OutgoingNotice;
import org.samling.testing.Checkout;
import org.samling.testing.Eventually;

/** Operators' routes, with files and a real HTTP server at their other ends. */
@Timeout(120)
class OperatorRoutesTest {

  private static final Tenant NORTH =
      new Tenant(
          new TenantId(1),
          "north",
          "Nordbibliotekerne",
          ZoneId.of("Europe/Copenhagen"),
          Currency.getInstance("DKK"),
          false);

  private static final String TEXT = "Hej Åse\n\nFuglenes atlas er klar.";

  @TempDir private Path directory;

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final LinkedBlockingQueue<Post> posts = new LinkedBlockingQueue<>();
  private final CountDownLatch answers = new CountDownLatch(1);
  private HttpServer web;
  private Path files;
  private boolean isSlow;

  private record Post(Map<String, String> headers, String body) {}

  @BeforeEach
  void open() throws IOException {
    files = Files.createDirectory(directory.resolve("routes"));
    camel.disableJMX();
    camel.start();
    web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.createContext(
        "/notices",
        exchange -> {
          var headers =
              exchange.getRequestHeaders().entrySet().stream()
                  .collect(Collectors.toMap(e -> e.getKey(), e -> e.getValue().getFirst()));
          posts.add(
              new Post(
                  headers,
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
          if (isSlow) {
            await(answers);
          }
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    web.start();
  }

  @AfterEach
  void close() {
    answers.countDown();
    camel.stop();
    web.stop(0);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private RouteSettings settings() {
    return new RouteSettings(
        files,
        Map.of(
            "copies-directory", new Secret(directory.resolve("copies").toString()),
            "webhook-address",
                new Secret("http://127.0.0.1:%d/notices".formatted(web.getAddress().getPort())),
            "webhook-token", new Secret("t0ken")));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(files.resolve(name), text);
  }

  private void useExample() throws IOException {
    var example = Checkout.file("conf/routes/example/notice-copies.camel.yaml");
    Files.copy(example, files.resolve(example.getFileName()));
  }

  private Channels channels() {
    return new Channels(
        camel,
        new NoticeSettings(
            Duration.ofMinutes(1),
            List.of(
                new NoticeSettings.Channel(
                    "folder",
                    null,
                    Reach.PATRON,
                    NoticeForm.FULL,
                    2,
                    Duration.ofSeconds(5),
                    new NoticeSettings.Folder(directory.resolve("sent"))))),
        NoticeCopies.of(camel, settings()));
  }

  private static OutgoingNotice notice() {
    return new OutgoingNotice(
        Uuids.next(Instant.now()),
        NORTH,
        MessageKind.READY,
        "aase@example.org",
        UUID.randomUUID(),
        NoticeLanguage.DA,
        new Text("Klar på hylden", TEXT));
  }

  private static Delivery send(Channels channels, OutgoingNotice notice) {
    return channels.send(channels.find(NORTH, "folder").orElseThrow(), notice);
  }

  @Test
  void exampleCopiesEachNoticeToAFileAndPostsIt() throws Exception {
    useExample();
    var notice = notice();
    try (var channels = channels();
        var _ = OperatorRoutes.start(camel, settings())) {
      assertThat(send(channels, notice)).isEqualTo(new Delivery.Accepted());

      var post = posts.poll(2, TimeUnit.MINUTES);
      assertThat(post).isNotNull();
      assertThat(post.body()).isEqualTo(TEXT);
      assertThat(post.headers())
          .containsEntry("Authorization", "Bearer t0ken")
          .containsEntry("Samlingmessage", notice.id().toString())
          .containsEntry("Samlingtenant", "north")
          .containsEntry("Samlingkind", "ready")
          .containsEntry("Samlingchannel", "folder")
          .containsEntry("Samlinglanguage", "da");
      assertThat(post.headers().toString())
          .doesNotContain("aase@example.org", String.valueOf(notice.patron()));
      assertThat(directory.resolve("copies/north/" + notice.id() + ".txt")).hasContent(TEXT);
    }
  }

  @Test
  void slowRouteHoldsUpNoNoticeAndNoStop() throws Exception {
    write(
        "slow.camel.yaml", route("samling:notices", "{{webhook-address}}?responseTimeout=600000"));
    isSlow = true;
    Instant closing;
    try (var channels = channels();
        var _ = OperatorRoutes.start(camel, settings())) {
      for (var i = 0; i < CopyConsumer.QUEUE + 100; i++) {
        assertThat(send(channels, notice())).isEqualTo(new Delivery.Accepted());
      }
      assertThat(posts).hasSizeLessThan(10);
      closing = Instant.now();
    }
    assertThat(closing).isAfter(Instant.now().minusSeconds(60));
  }

  @Test
  void failingRouteFailsNoNotice() throws Exception {
    Files.createFile(directory.resolve("copies"));
    useExample();
    try (var channels = channels();
        var _ = OperatorRoutes.start(camel, settings())) {
      assertThat(send(channels, notice())).isEqualTo(new Delivery.Accepted());
      assertThat(send(channels, notice())).isEqualTo(new Delivery.Accepted());
    }
    assertThat(posts).isEmpty();
  }

  @Test
  void eachOfSeveralRoutesGetsEveryNotice() throws Exception {
    for (var name : List.of("a", "b")) {
      write(
          name + ".camel.yaml",
          """
          - route:
              from:
                uri: samling:notices
                steps:
                  - to:
                      uri: file:{{copies-directory}}
                      parameters:
                        fileName: ${header.SamlingMessage}.%s
          """
              .formatted(name));
    }
    var notice = notice();
    try (var channels = channels();
        var _ = OperatorRoutes.start(camel, settings())) {
      send(channels, notice);
      Eventually.holds(
          "both routes write their files",
          () ->
              Files.exists(directory.resolve("copies/" + notice.id() + ".a"))
                  && Files.exists(directory.resolve("copies/" + notice.id() + ".b")));
      assertThat(camel.getRoute("a-1")).isNotNull();
    }
  }

  @Test
  void fileThatCanNotBeUsedIsNamedWithItsLine() throws Exception {
    write("1.camel.yaml", "- route:\n    from:\n      uri: samling:notices\n      stepps: []\n");
    write("2.camel.yaml", "- route:\n    id: b\n    from: [\n");
    write("3.camel.yaml", route("samling:notices", "htp://x.example.org"));
    write("4.camel.yaml", route("samling:loans", "log:x"));
    write("5.camel.yaml", route("samling:notices?size=7", "log:x"));
    write("6.camel.yaml", route("samling:notices", "{{nothing}}"));
    write("7.camel.yaml", "route:\n  from:\n    uri: samling:notices\n");
    write("8.camel.yaml", route("samling:notices", "log:x") + route("samling:notices", "log:x"));
    write("9.camel.yaml.off", "nothing that is read");

    assertThat(OperatorRoutes.problems(settings()))
        .satisfiesExactly(
            p -> assertThat(p).startsWith(place(1, 4)).contains("Unsupported field: stepps"),
            p -> assertThat(p).startsWith(place(2, 4)),
            p -> assertThat(p).startsWith(place(3, 2)).contains("htp://x.example.org"),
            p -> assertThat(p).startsWith(place(4, 2)).contains("there is samling:notices"),
            p -> assertThat(p).startsWith(place(5, 2)).contains("takes no parameters"),
            p -> assertThat(p).startsWith(place(6, 2)).contains("nothing"),
            p -> assertThat(p).startsWith(place(7, 1)).contains("- route:"),
            p -> assertThat(p).startsWith(place(8, 10)).contains("another route with the id"));
    assertThatThrownBy(() -> OperatorRoutes.start(camel, settings()))
        .isInstanceOf(YamlException.class)
        .hasMessageContaining("Unsupported field: stepps");
  }

  private String place(int file, int line) {
    return "%s:%d: ".formatted(files.resolve(file + ".camel.yaml"), line);
  }

  private static String route(String from, String to) {
    return """
    # A route.
    - route:
        id: one
        from:
          uri: "%s"
          steps:
            - to:
                uri: "%s"
    """
        .formatted(from, to);
  }

  @Test
  void directoryThatIsNotThereIsAFault() {
    var settings = new RouteSettings(directory.resolve("none"), Map.of());

    assertThat(OperatorRoutes.problems(settings))
        .singleElement()
        .asString()
        .contains(directory.resolve("none").toString(), "create it");
  }

  @Test
  void routeThatCanNotBeStartedLeavesTheOthersRunning() throws Exception {
    write(
        "a.camel.yaml",
        route(
            "file:" + directory + "/none?autoCreate=false&startingDirectoryMustExist=true",
            "log:x"));
    write("b.camel.yaml", route("samling:notices", "log:x").replace("one", "two"));

    assertThat(OperatorRoutes.problems(settings())).isEmpty();
    try (var _ = OperatorRoutes.start(camel, settings())) {
      assertThat(camel.getRouteController().getRouteStatus("one"))
          .isNotEqualTo(ServiceStatus.Started);
      assertThat(camel.getRouteController().getRouteStatus("two")).isEqualTo(ServiceStatus.Started);
    }
  }
}
